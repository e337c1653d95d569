package dev.gioconda.data.split;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The usual ways to divide a data set. */
public final class Splits {

    /** How many pictures the study of 2022 drew from CelebA. */
    public static final int STUDY_PICTURES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Splits.class);
    private static final Map<Partition, Double> EIGHTY_TEN_TEN =
            Map.of(Partition.TRAIN, 0.8, Partition.VALIDATION, 0.1, Partition.TEST, 0.1);
    private static final Map<Partition, Double> NINETY_TEN = Map.of(Partition.TRAIN, 0.9, Partition.VALIDATION, 0.1);

    private Splits() {}

    /**
     * The parts that the data set's files name: CelebA's official partition or the file's own, the folders {@code train/}
     * and so on. Fails when a picture has none.
     */
    public static Split predefined() {
        return set -> {
            List<Example> unassigned =
                    set.examples().stream().filter(e -> e.partition() == null).toList();
            if (!unassigned.isEmpty()) {
                throw new IllegalArgumentException(
                        "%d of the %d pictures of %s have no partition of their own (such as %s): add list_eval_partition.txt or folders train/, validation/ and test/, or divide by seed."
                                .formatted(
                                        unassigned.size(),
                                        set.examples().size(),
                                        set.name(),
                                        unassigned.get(0).name()));
            }
            return warnOfSharedPersons(set, predefinedParts(set.examples()));
        };
    }

    /** 80/10/10 at random: by person where persons are known, stratified on an attribute. */
    public static Split seeded(long seed, String attribute) {
        return set -> new PersonSplit(seed, set.indexOf(attribute), EIGHTY_TEN_TEN).split(set.examples(), Map.of());
    }

    /**
     * The files' own parts where they name one, {@link #seeded} for the other pictures; a person who has a part keeps it.
     * Where the files name no validation part, a tenth of their training part, by person, becomes it.
     */
    public static Split predefinedOrSeeded(long seed, String attribute) {
        return set -> {
            int label = set.indexOf(attribute);
            Parts predefined = predefinedParts(set.examples());
            if (predefined.validation().isEmpty()) {
                Parts divided = new PersonSplit(seed, label, NINETY_TEN).split(predefined.train(), Map.of());
                predefined = new Parts(divided.train(), divided.validation(), predefined.test());
            }
            List<Example> rest =
                    set.examples().stream().filter(e -> e.partition() == null).toList();
            Parts.Builder builder = new Parts.Builder();
            builder.add(predefined);
            builder.add(new PersonSplit(seed, label, EIGHTY_TEN_TEN).split(rest, partitionByPerson(predefined)));
            return warnOfSharedPersons(set, builder.build());
        };
    }

    /** Draws {@code count} pictures at random and divides them; all of them, with a line in the log, where there are fewer. */
    public static Split sample(int count, long seed, Split split) {
        return set -> {
            if (count > set.examples().size()) {
                LOG.warn(
                        "{} has {} pictures, fewer than the {} to draw: all are taken.",
                        set.name(),
                        set.examples().size(),
                        count);
            }
            List<Example> drawn = new SeededOrder(seed, "draw").sort(set.examples(), SeededOrder::fileOf);
            return split.apply(
                    new Dataset(set.name(), set.attributes(), drawn.subList(0, Math.min(count, drawn.size()))));
        };
    }

    /**
     * The study of 2022: 10,000 pictures drawn at random, 80 % to learn from, and 20 % that are validation and test at once.
     * It is a leak, kept to repeat the study's numbers: the reported pictures were chosen on, and one person's pictures lie
     * on both sides. Everywhere else the parts are apart, by person.
     */
    public static Split study(long seed) {
        return sample(STUDY_PICTURES, seed, set -> {
            List<Example> shuffled = new SeededOrder(seed, "study").sort(set.examples(), SeededOrder::fileOf);
            int train = (int) Math.round(0.8 * shuffled.size());
            List<Example> heldOut = shuffled.subList(train, shuffled.size());
            return new Parts(shuffled.subList(0, train), heldOut, heldOut);
        });
    }

    /** The same parts with {@code count} pictures to learn from, drawn at random, or all where there are fewer. */
    public static Parts limitTraining(int count, long seed, Parts parts) {
        List<Example> drawn = new SeededOrder(seed, "fewer").sort(parts.train(), SeededOrder::fileOf);
        return new Parts(drawn.subList(0, Math.min(count, drawn.size())), parts.validation(), parts.test());
    }

    private static Map<String, Partition> partitionByPerson(Parts parts) {
        Map<String, Partition> found = new HashMap<>();
        for (Partition part : Partition.values()) {
            for (Example e : parts.of(part)) {
                String person = e.person();
                if (person != null) {
                    found.put(person, part);
                }
            }
        }
        return found;
    }

    private static Parts predefinedParts(List<Example> examples) {
        Parts.Builder builder = new Parts.Builder();
        for (Example e : examples) {
            Partition part = e.partition();
            if (part != null) {
                builder.add(part, List.of(e));
            }
        }
        return builder.build();
    }

    private static Parts warnOfSharedPersons(Dataset set, Parts parts) {
        int shared = parts.sharedPersons().size();
        if (shared > 0) {
            LOG.warn("{}: {} persons are in more than one part, so that its scores flatter.", set.name(), shared);
        }
        return parts;
    }
}
