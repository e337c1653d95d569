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
 * Exploratory statistics, as in the study of 2022: class balance, co-occurrence of attributes, colors and a contact
 * sheet.
 *
 * @param name the data set's name
 * @param pictures the number of pictures
 * @param persons the number of different known persons
 * @param withoutPerson the number of pictures without a known person
 * @param balance one row per attribute
 * @param cooccurrence co-occurrence of attributes
 * @param sizes the number of pictures in the sample by size, such as {@code "178 x 218"}
 * @param colorHistogram occurrences of each value in red, green and blue over the sample // [3][256]
 * @param sample the pictures of which colors and sizes were counted, for the contact sheet
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

    /** The size of the sample, as in the study. */
    public static final int SAMPLE_SIZE = 32;

    /** Copies the lists. */
    public Exploration {
        balance = List.copyOf(balance);
    }

    /**
     * The class balance of an attribute.
     *
     * @param attribute its name
     * @param yes pictures with it
     * @param no pictures without it
     * @param unknown pictures without this label
     */
    public record AttributeCounts(String attribute, int yes, int no, int unknown) {}

    /**
     * Computes the statistics; only {@link #SAMPLE_SIZE} pictures, drawn by seed, are decoded.
     *
     * @throws dev.gioconda.data.archive.DatasetException if none of them can be decoded
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
