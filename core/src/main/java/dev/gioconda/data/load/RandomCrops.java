package dev.gioconda.data.load;

import dev.gioconda.data.Example;
import dev.gioconda.data.archive.Archives;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.face.Framing;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random square crops of a folder's pictures, each labeled with the picture it comes from: training data for telling
 * artworks apart from a single image of each.
 */
public final class RandomCrops {

    private RandomCrops() {}

    /**
     * Crops squares whose sides are log-uniform between {@code side} pixels and the picture's shorter side.
     *
     * @param folder of {@code .jpg} and {@code .png} files
     * @param side of the crops after resizing, in pixels
     * @param count of crops per picture
     * @param random draws positions and sizes
     * @return the crops, with one attribute per picture // [pictures * count]
     */
    public static Faces crop(Path folder, int side, int count, SplittableRandom random) throws IOException {
        PictureArchive archive = Archives.open(folder);
        Map<String, Picture> pictures = new LinkedHashMap<>();
        List<String> names = archive.entries().stream()
                .filter(EntryNames::isPicture)
                .sorted()
                .toList();
        if (names.size() < 2) {
            throw new DatasetException(
                    "%s contains %d pictures; expected at least 2 to tell apart.".formatted(folder, names.size()));
        }
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
        archive.visit(java.util.Set.copyOf(names), (entry, bytes) -> pictures.put(entry, decoder.decode(bytes)));
        CropGeometry geometry = new CropGeometry(0, 0, side, side, side, side, false);
        FaceCache cache = FaceCache.allocate(names.size() * count, geometry, FaceCache.MEMORY_LIMIT);
        List<Example> examples = new ArrayList<>();
        int[] rows = new int[names.size() * count];
        for (int p = 0; p < names.size(); p++) {
            Picture picture = java.util.Objects.requireNonNull(pictures.get(names.get(p)));
            byte[] labels = new byte[names.size()];
            labels[p] = 1;
            for (int i = 0; i < count; i++) {
                int row = p * count + i;
                cache.put(row, Resampler.region(picture, randomSquare(picture, side, random)));
                rows[row] = row;
                examples.add(
                        new Example(names.get(p) + "#" + i, archive, names.get(p), Framing.WHOLE, labels, null, null));
            }
        }
        return new Faces(examples, rows, cache, geometry, List.of());
    }

    private static CropGeometry randomSquare(Picture picture, int side, SplittableRandom random) {
        double shorter = Math.min(picture.width(), picture.height());
        double length = Math.min(shorter, side * Math.pow(shorter / side, random.nextDouble()));
        double x = random.nextDouble() * (picture.width() - length);
        double y = random.nextDouble() * (picture.height() - length);
        return new CropGeometry(x, y, length, length, side, side, false);
    }
}
