package dev.gioconda.data.reader;

import dev.gioconda.data.archive.Archives;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Unlabeled pictures.
 *
 * @param pictures pictures, at most as large as requested
 * @param rejected the number of files that could not be decoded
 */
public record Photographs(List<Picture> pictures, int rejected) {

    /** Copies the list. */
    public Photographs {
        pictures = List.copyOf(pictures);
    }

    /**
     * Reads a random sample of the pictures in folders, {@code .zip} or {@code .tar.gz} files, about the same number
     * from each.
     *
     * @param paths at least one
     * @param limit the largest number of pictures in total
     * @param longSide the longer side to which larger pictures are shrunk, in pixels
     * @param seed the seed of the sample
     * @throws DatasetException if a path contains no picture
     */
    public static Photographs read(List<Path> paths, int limit, int longSide, long seed) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        int[] rejected = new int[1];
        for (int i = 0; i < paths.size(); i++) {
            PictureArchive archive = Archives.open(paths.get(i));
            List<String> names = new ArrayList<>(archive.entries().stream()
                    .filter(EntryNames::isPicture)
                    .sorted()
                    .toList());
            if (names.isEmpty()) {
                throw new DatasetException(
                        "%s contains no .jpg or .png file; expected a folder, a .zip or a .tar.gz with photographs."
                                .formatted(paths.get(i)));
            }
            Collections.shuffle(names, new Random(seed));
            int share = (limit - pictures.size()) / (paths.size() - i);
            Set<String> chosen = new HashSet<>(names.subList(0, Math.min(share, names.size())));
            SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
            archive.visit(chosen, (entry, bytes) -> {
                try {
                    pictures.add(Resampler.fit(decoder.decode(bytes), longSide));
                } catch (RefusedPictureException notDecodable) {
                    rejected[0]++; // counted and reported: one damaged file of thousands is no reason to stop
                }
            });
        }
        return new Photographs(pictures, rejected[0]);
    }
}
