package dev.gioconda.image;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Prints the distances of perceptual hashes between different pictures, and between a picture and its copy at two thirds of its
 * size and JPEG quality 0.5: the measurement for {@link PerceptualHash#MAX_DISTANCE}. The argument is a data set.
 */
final class PerceptualHashSurvey {
    private PerceptualHashSurvey() {}

    public static void main(String... arguments) throws IOException {
        Dataset set = Datasets.open(arguments[0]);
        List<PerceptualHash> hashes = new ArrayList<>();
        long[] copies = new long[65];
        SafeImageDecoder decoder = new SafeImageDecoder();
        for (Example example : set.examples()) {
            example.archive().visit(Set.of(example.entry()), (entry, bytes) -> {
                Picture picture = decoder.decode(bytes);
                PerceptualHash hash = PerceptualHash.of(picture);
                hashes.add(hash);
                copies[hash.distance(PerceptualHash.of(copy(picture, decoder)))]++;
            });
        }
        long[] pairs = new long[65];
        for (int i = 0; i < hashes.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs[hashes.get(i).distance(hashes.get(j))]++;
            }
        }
        long pairsSoFar = 0;
        long copiesSoFar = 0;
        double all = hashes.size() * (hashes.size() - 1) / 2.0;
        for (int d = 0; d <= 16; d++) {
            pairsSoFar += pairs[d];
            copiesSoFar += copies[d];
            System.out.printf(
                    "within %2d bits: %.4f of the copies, %.2e of the pairs (%d)%n",
                    d, (double) copiesSoFar / hashes.size(), pairsSoFar / all, pairsSoFar);
        }
    }

    private static Picture copy(Picture picture, SafeImageDecoder decoder) throws IOException {
        CropGeometry smaller = new CropGeometry(
                0,
                0,
                picture.width(),
                picture.height(),
                Math.max(1, picture.width() * 2 / 3),
                Math.max(1, picture.height() * 2 / 3),
                false);
        return decoder.decode(PictureWriter.jpeg(Resampler.region(picture, smaller), 0.5));
    }
}
