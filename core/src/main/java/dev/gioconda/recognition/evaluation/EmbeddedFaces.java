package dev.gioconda.recognition.evaluation;

import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.recognition.FaceDescriber;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The embeddings of the pictures of a data set, in the order of its examples.
 *
 * @param examples those with a face
 * @param embeddings one for each
 * @param missed names of the pictures in which no face was detected or that cannot be read
 */
public record EmbeddedFaces(List<Example> examples, List<float[]> embeddings, List<String> missed) {

    /** Copies the lists. */
    public EmbeddedFaces {
        examples = List.copyOf(examples);
        embeddings = List.copyOf(embeddings);
        missed = List.copyOf(missed);
    }

    /** Faces are detected in all pictures, whatever their framing is.
     *
     * @param degrees by which every picture is turned before, clockwise
     * @param progress called after every picture
     */
    public static EmbeddedFaces of(List<Example> examples, FaceDescriber describer, double degrees, Runnable progress)
            throws IOException {
        Map<PictureArchive, Map<String, Example>> archives = new LinkedHashMap<>();
        for (Example example : examples) {
            archives.computeIfAbsent(example.archive(), archive -> new HashMap<>())
                    .put(example.entry(), example);
        }
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
        Map<Example, float[]> found = new HashMap<>();
        for (Map.Entry<PictureArchive, Map<String, Example>> archive : archives.entrySet()) {
            Map<String, Example> entries = archive.getValue();
            archive.getKey().visit(entries.keySet(), (entry, bytes) -> {
                try {
                    describer
                            .describeLargest(turned(decoder.decode(bytes), degrees))
                            .ifPresent(face -> found.put(entries.get(entry), face.embedding()));
                } catch (RefusedPictureException damaged) {
                    found.remove(entries.get(entry)); // it is among the missed ones
                }
                progress.run();
            });
        }
        return new EmbeddedFaces(
                examples.stream().filter(found::containsKey).toList(),
                examples.stream().filter(found::containsKey).map(found::get).toList(),
                examples.stream()
                        .filter(example -> !found.containsKey(example))
                        .map(Example::name)
                        .toList());
    }

    private static Picture turned(Picture picture, double degrees) {
        if (degrees == 0) {
            return picture;
        }
        double x = picture.width() / 2.0;
        double y = picture.height() / 2.0;
        return Resampler.sample(
                picture,
                AffineMap.similarity(x, y, x, y, 1, -degrees),
                new CropGeometry(0, 0, picture.width(), picture.height(), picture.width(), picture.height(), false));
    }
}
