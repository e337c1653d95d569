package dev.gioconda.data.synthetic;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.data.archive.Archives;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.face.Framing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Generated faces in CelebA's frame, so that the program runs without a data set: skin, hair, glasses, beard, hat,
 * pose, light, grain, and a mouth from frown to grin, with labels of what is drawn. Portrait {@code i} of a seed is
 * always the same picture; it is drawn on request and not stored. Four consecutive portraits are of one person; of ten
 * persons eight are in the training, one in the validation and one in the test partition.
 *
 * <p>For demonstration and tests only: a network trained on these faces does not generalize to photographs.
 */
public final class SyntheticPortraits implements PictureArchive {

    private final long seed;
    private final Set<String> entries;

    /**
     * The first {@code count} portraits of a seed; nothing is drawn yet.
     *
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public SyntheticPortraits(long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "%d synthetic portraits are requested; expected at least 1.".formatted(count));
        }
        this.seed = seed;
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            names.add("img_align_celeba/" + fileName(i));
        }
        this.entries = Collections.unmodifiableSet(names);
    }

    /** The portraits with their labels, partitions and persons, named {@code synthetic}. */
    public Dataset dataset() {
        List<Example> examples = new ArrayList<>(entries.size());
        int index = 0;
        for (String entry : entries) {
            examples.add(new Example(
                    "synthetic/" + EntryNames.fileName(entry),
                    this,
                    entry,
                    Framing.CELEBA,
                    Portrait.of(seed, index).labels(),
                    partition(index),
                    "synthetic:" + person(index)));
            index++;
        }
        return new Dataset("synthetic", Portrait.ATTRIBUTES, examples);
    }

    @Override
    public String name() {
        return "synthetic (seed " + seed + ")";
    }

    @Override
    public Set<String> entries() {
        return entries;
    }

    @Override
    public void visit(Set<String> wanted, Visitor visitor) throws IOException {
        Set<String> unknown = new HashSet<>(wanted);
        unknown.removeAll(entries);
        if (!unknown.isEmpty()) {
            throw Archives.missingEntries(name(), unknown);
        }
        int index = 0;
        for (String entry : entries) {
            if (wanted.contains(entry)) {
                visitor.accept(entry, PortraitEncoder.encode(Portrait.of(seed, index)));
            }
            index++;
        }
    }

    /**
     * Writes the portraits in CelebA's layout: {@code img_align_celeba/}, {@code list_attr_celeba.txt}, {@code
     * list_eval_partition.txt}, {@code identity_CelebA.txt}.
     *
     * @param folder created if missing; files of the same names are replaced
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("img_align_celeba"));
        visit(entries, (entry, bytes) -> Files.write(folder.resolve(entry), bytes));
        List<String> attributes =
                new ArrayList<>(List.of(Integer.toString(entries.size()), String.join(" ", Portrait.ATTRIBUTES)));
        List<String> partitions = new ArrayList<>();
        List<String> persons = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            StringBuilder row = new StringBuilder(fileName(i));
            for (byte label : Portrait.of(seed, i).labels()) {
                row.append(label == 1 ? "  1" : " -1");
            }
            attributes.add(row.toString());
            int part =
                    switch (partition(i)) {
                        case TRAIN -> 0;
                        case VALIDATION -> 1;
                        case TEST -> 2;
                    };
            partitions.add(fileName(i) + " " + part);
            persons.add(fileName(i) + " " + person(i));
        }
        Files.write(folder.resolve("list_attr_celeba.txt"), attributes, StandardCharsets.UTF_8);
        Files.write(folder.resolve("list_eval_partition.txt"), partitions, StandardCharsets.UTF_8);
        Files.write(folder.resolve("identity_CelebA.txt"), persons, StandardCharsets.UTF_8);
    }

    private static String fileName(int index) {
        return "%06d.jpg".formatted(index + 1);
    }

    private static int person(int index) {
        return index / Portrait.PORTRAITS_PER_PERSON + 1;
    }

    private static Partition partition(int index) {
        return switch (person(index) % 10) {
            case 9 -> Partition.VALIDATION;
            case 0 -> Partition.TEST;
            default -> Partition.TRAIN;
        };
    }
}
