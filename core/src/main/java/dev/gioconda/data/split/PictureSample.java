package dev.gioconda.data.split;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.archive.PictureDecoder;
import dev.gioconda.image.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A random sample of decoded pictures.
 *
 * @param pictures the pictures, in seeded order
 * @param broken pictures that could not be decoded: name and reason
 */
public record PictureSample(List<SampledPicture> pictures, List<String> broken) {

    /** Copies the lists. */
    public PictureSample {
        pictures = List.copyOf(pictures);
        broken = List.copyOf(broken);
    }

    /**
     * A decoded picture.
     *
     * @param example its labels and name
     * @param picture its pixels
     */
    public record SampledPicture(Example example, Picture picture) {}

    /**
     * Draws and decodes pictures; the same seed draws the same pictures.
     *
     * @param count the largest number of pictures
     * @throws DatasetException if none of the drawn pictures can be decoded
     */
    public static PictureSample draw(Dataset set, int count, long seed, PictureDecoder decoder) throws IOException {
        List<Example> ordered = new SeededOrder(seed, "sheet").sort(set.examples(), SeededOrder::fileOf);
        List<Example> drawn = ordered.subList(0, Math.min(count, ordered.size()));
        Map<PictureArchive, Map<String, Example>> wanted = new LinkedHashMap<>();
        drawn.forEach(e ->
                wanted.computeIfAbsent(e.archive(), archive -> new HashMap<>()).put(e.entry(), e));
        Map<String, Picture> decoded = new HashMap<>();
        List<String> broken = new ArrayList<>();
        for (Map.Entry<PictureArchive, Map<String, Example>> archive : wanted.entrySet()) {
            archive.getKey().visit(archive.getValue().keySet(), (entry, bytes) -> {
                Example example = archive.getValue().get(entry);
                String name = example == null ? entry : example.name();
                try {
                    decoded.put(name, decoder.decode(bytes));
                } catch (IOException e) {
                    broken.add(name + ": " + e.getMessage());
                }
            });
        }
        List<SampledPicture> pictures = new ArrayList<>();
        for (Example e : drawn) {
            Picture picture = decoded.get(e.name());
            if (picture != null) {
                pictures.add(new SampledPicture(e, picture));
            }
        }
        if (pictures.isEmpty()) {
            throw new DatasetException("None of %d pictures drawn from %s can be decoded%s"
                    .formatted(drawn.size(), set.name(), broken.isEmpty() ? "." : ", such as " + broken.get(0)));
        }
        return new PictureSample(pictures, broken);
    }

    /** The histogram of the red, green and blue channel. // [3][256] */
    public long[][] colorHistogram() {
        long[][] counts = new long[3][256];
        for (SampledPicture sampled : pictures) {
            byte[] rgb = sampled.picture().rgb();
            for (int i = 0; i < rgb.length; i++) {
                counts[i % 3][rgb[i] & 0xff]++;
            }
        }
        return counts;
    }
}
