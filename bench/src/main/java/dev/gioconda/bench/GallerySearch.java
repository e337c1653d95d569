package dev.gioconda.bench;

import dev.gioconda.recognition.gallery.EnrolledPerson;
import dev.gioconda.recognition.gallery.FaceGallery;
import dev.gioconda.recognition.gallery.GalleryIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures the identification of a face among enrolled persons with random embeddings, one each. Arguments: the number of persons, the
 * length of the embeddings. Prints median and slowest of 50 searches on one thread, after 50 others.
 */
public final class GallerySearch {

    private static final int SEARCHES = 50;

    private GallerySearch() {}

    public static void main(String[] arguments) {
        int persons = Integer.parseInt(arguments[0]);
        int dimensions = Integer.parseInt(arguments[1]);
        SplittableRandom random = new SplittableRandom(1);
        List<EnrolledPerson> enrolled = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            enrolled.add(new EnrolledPerson(
                    "person " + i, "none", "bench", Instant.EPOCH, List.of(embedding(dimensions, random))));
        }
        GalleryIndex index = new GalleryIndex(new FaceGallery("bench", enrolled));
        double[] milliseconds = new double[SEARCHES];
        for (int i = -SEARCHES; i < SEARCHES; i++) {
            float[] face = embedding(dimensions, random);
            long start = System.nanoTime();
            int found = index.nearest(face, 3).size();
            double elapsed = (System.nanoTime() - start) / 1e6;
            if (i >= 0 && found == 3) {
                milliseconds[i] = elapsed;
            }
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "%,d embeddings of %d numbers: median %.1f ms, slowest %.1f ms%n",
                persons,
                dimensions,
                milliseconds[SEARCHES / 2],
                milliseconds[SEARCHES - 1]);
    }

    private static float[] embedding(int dimensions, SplittableRandom random) {
        float[] embedding = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            embedding[i] = (float) random.nextDouble(-1, 1);
        }
        return embedding;
    }
}
