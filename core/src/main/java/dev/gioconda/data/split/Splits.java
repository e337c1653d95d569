package dev.gioconda.data.split;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The available splits. */
public final class Splits {

    /** The number of pictures that the study of 2022 drew from CelebA. */
    public static final int STUDY_PICTURES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Splits.class);
    private static final Map<Partition, Double> EIGHTY_TEN_TEN =
            Map.of(Partition.TRAIN, 0.8, Partition.VALIDATION, 0.1, Partition.TEST, 0.1);
    private static final Map<Partition, Double> NINETY_TEN = Map.of(Partition.TRAIN, 0.9, Partition.VALIDATION, 0.1);

    private Splits() {}

    /**
     * The partitions stated by the data set's files, such as CelebA's official partition or folders {@code train/},
     * {@code validation/} and {@code test/}. Fails if a picture has none.
     */
    public static Split predefined() {
        return set -> {
            List<Example> unassigned =
                    set.examples().stream().filter(e -> e.partition() == null).toList();
            if (!unassigned.isEmpty()) {
                throw new IllegalArgumentException(
                        "%d of the %d pictures of %s have no partition (such as %s). Add list_eval_partition.txt or folders train/, validation/ and test/, or split by seed."
                                .formatted(
                                        unassigned.size(),
                                        set.examples().size(),
                                        set.name(),
                                        unassigned.get(0).name()));
            }
            return warnOfSharedPersons(set, predefinedParts(set.examples()));
        };
    }

    /** 80/10/10 at random: grouped by person where persons are known, stratified by an attribute. */
    public static Split seeded(long seed, String attribute) {
        return set -> new PersonSplit(seed, set.indexOf(attribute), EIGHTY_TEN_TEN).split(set.examples(), Map.of());
    }

    /**
     * The files' partitions where stated, {@link #seeded} for the other pictures; a person with a stated partition
     * stays in it. If the files state no validation partition, a tenth of the training partition, grouped by person, is
     * used.
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

    /** Draws {@code count} pictures at random and splits them; uses all and logs a warning if there are fewer. */
    public static Split sample(int count, long seed, Split split) {
        return set -> {
            if (count > set.examples().size()) {
                LOG.warn(
                        "{} has {} pictures, fewer than the {} to draw; all are used.",
                        set.name(),
                        set.examples().size(),
                        count);
            }
            List<Example> drawn = new SeededOrder(seed, "draw").sort(set.examples(), SeededOrder::fileOf);
            return split.apply(new Dataset(
                    set.name(), set.attributes(), drawn.subList(0, Math.min(count, drawn.size())), set.folders()));
        };
    }

    /**
     * The study of 2022: 10,000 pictures drawn at random, 80 % for training, and 20 % for validation and test at once.
     * This is a leak, kept to reproduce the study's numbers: choices are made on the reported pictures, and a person's
     * pictures are on both sides. All other splits are disjoint by person.
     */
    public static Split study(long seed) {
        return sample(STUDY_PICTURES, seed, set -> {
            List<Example> shuffled = new SeededOrder(seed, "study").sort(set.examples(), SeededOrder::fileOf);
            int train = (int) Math.round(0.8 * shuffled.size());
            List<Example> heldOut = shuffled.subList(train, shuffled.size());
            return new Parts(shuffled.subList(0, train), heldOut, heldOut);
        });
    }

    /** The same parts with {@code count} training pictures, drawn at random, or all if there are fewer. */
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
            LOG.warn("{}: {} persons are in more than one part; scores are too optimistic.", set.name(), shared);
        }
        return parts;
    }
}
