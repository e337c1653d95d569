package dev.gioconda.data.explore;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureDecoder;
import dev.gioconda.data.split.PictureSample;
import dev.gioconda.image.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the study looked at before it trained: balance, attributes that go together, colours and a sheet of pictures.
 *
 * @param name the data set's name
 * @param pictures how many there are
 * @param persons how many different persons are known
 * @param withoutPerson how many pictures do not say whose they are
 * @param balance one row an attribute
 * @param cooccurrence which attributes go together
 * @param sizes how many pictures of the sample have each size, by {@code "178 x 218"}
 * @param colorHistogram occurrences of each value in red, green and blue over the sample // [3][256]
 * @param sample the pictures that colours and sizes were counted on: the sheet
 */
public record Exploration(
        String name,
        int pictures,
        int persons,
        int withoutPerson,
        List<AttributeCounts> balance,
        Cooccurrence cooccurrence,
        Map<String, Integer> sizes,
        long[][] colorHistogram,
        PictureSample sample) {

    /** The study's batch. */
    public static final int SAMPLE_SIZE = 32;

    /** Copies the lists. */
    public Exploration {
        balance = List.copyOf(balance);
    }

    /**
     * How common an attribute is.
     *
     * @param attribute its name
     * @param yes the pictures that show it
     * @param no the pictures that do not
     * @param unknown the pictures that nothing is said of
     */
    public record AttributeCounts(String attribute, int yes, int no, int unknown) {}

    /**
     * Explores; only {@link #SAMPLE_SIZE} pictures, drawn by seed, are decoded.
     *
     * @throws dev.gioconda.data.archive.DatasetException when none of them can be decoded
     */
    public static Exploration of(Dataset set, long seed, PictureDecoder decoder) throws IOException {
        PictureSample sample = PictureSample.draw(set, SAMPLE_SIZE, seed, decoder);
        Map<String, Integer> sizes = new TreeMap<>();
        for (PictureSample.SampledPicture sampled : sample.pictures()) {
            Picture picture = sampled.picture();
            sizes.merge(picture.width() + " x " + picture.height(), 1, Integer::sum);
        }
        List<Example> all = set.examples();
        return new Exploration(
                set.name(),
                all.size(),
                (int) all.stream()
                        .map(Example::person)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count(),
                (int) all.stream().filter(e -> e.person() == null).count(),
                balance(set),
                Cooccurrence.of(set),
                sizes,
                sample.colorHistogram(),
                sample);
    }

    private static List<AttributeCounts> balance(Dataset set) {
        List<AttributeCounts> rows = new ArrayList<>();
        for (int i = 0; i < set.attributes().size(); i++) {
            int yes = 0;
            int no = 0;
            for (Example e : set.examples()) {
                yes += e.labels()[i] == 1 ? 1 : 0;
                no += e.labels()[i] == 0 ? 1 : 0;
            }
            rows.add(new AttributeCounts(
                    set.attributes().get(i), yes, no, set.examples().size() - yes - no));
        }
        return rows;
    }
}
