package dev.gioconda.data.split;

import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Splits pictures at random, grouped by person and stratified: no person is in two parts, and every part has its share
 * of each stratum, which is one label in one data set. Persons with several pictures are assigned first, the largest
 * group first, each to the part with the largest deficit in its strata (the greedy algorithm of stratified group
 * folds); single pictures then fill the parts, in seeded order.
 *
 * <p>Since strata are separate by data set, a data set without persons is split the same way alone and joined.
 *
 * @param seed the seed of the order
 * @param label the index of the label to stratify by
 * @param shares the fraction of each part, with sum 1; missing means 0
 */
record PersonSplit(long seed, int label, Map<Partition, Double> shares) {

    /** Splits the examples; {@code pinned} has the parts of persons that are already assigned. */
    Parts split(List<Example> examples, Map<String, Partition> pinned) {
        Parts.Builder builder = new Parts.Builder();
        StratumQuotas quotas = new StratumQuotas(examples);
        List<Example> singles = new ArrayList<>();
        for (List<Example> group : groups(examples)) {
            String person = group.get(0).person();
            Partition pin = person == null ? null : pinned.get(person);
            if (pin != null || group.size() > 1) {
                Partition part = pin == null ? quotas.largestDeficit(group) : pin;
                quotas.assign(group, part);
                builder.add(part, group);
            } else {
                singles.addAll(group);
            }
        }
        for (Example single : singles) {
            Partition part = quotas.firstUnfilled(single);
            quotas.assign(List.of(single), part);
            builder.add(part, List.of(single));
        }
        return builder.build();
    }

    /** Pictures grouped by person, the largest groups first, equal sizes in seeded order. */
    private List<List<Example>> groups(List<Example> examples) {
        SeededOrder order = new SeededOrder(seed, "split");
        List<Example> ordered = order.sort(examples, SeededOrder::fileOf);
        Map<String, List<Example>> groups = new TreeMap<>();
        for (Example e : ordered) {
            String person = e.person();
            groups.computeIfAbsent(person == null ? "/" + e.name() : person, key -> new ArrayList<>())
                    .add(e);
        }
        List<List<Example>> byKey = order.sort(List.copyOf(groups.values()), group -> {
            String person = group.get(0).person();
            return person == null || group.size() == 1 ? SeededOrder.fileOf(group.get(0)) : person;
        });
        return byKey.stream()
                .sorted(Comparator.comparingInt((List<Example> group) -> -group.size()))
                .toList();
    }

    private String stratum(Example e) {
        return e.name().substring(0, Math.max(0, e.name().indexOf('/'))) + "/" + e.labels()[label];
    }

    /** The number of pictures of each stratum that every part still needs. */
    private final class StratumQuotas {

        private final Map<String, Map<Partition, Integer>> targets = new HashMap<>();
        private final Map<String, Map<Partition, Integer>> remaining = new HashMap<>();

        StratumQuotas(List<Example> examples) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            examples.forEach(e -> counts.merge(stratum(e), 1, Integer::sum));
            counts.forEach((stratum, count) -> {
                int validation = share(count, Partition.VALIDATION);
                int test = share(count, Partition.TEST);
                Map<Partition, Integer> sizes = Map.of(
                        Partition.TRAIN, count - validation - test,
                        Partition.VALIDATION, validation,
                        Partition.TEST, test);
                targets.put(stratum, sizes);
                remaining.put(stratum, new EnumMap<>(sizes));
            });
        }

        private int share(int count, Partition part) {
            return (int) Math.round(count * shares.getOrDefault(part, 0.0));
        }

        void assign(List<Example> group, Partition part) {
            group.forEach(e -> remaining
                    .getOrDefault(stratum(e), new EnumMap<>(Partition.class))
                    .merge(part, -1, Integer::sum));
        }

        Partition largestDeficit(List<Example> group) {
            Partition best = Partition.TRAIN;
            double largest = Double.NEGATIVE_INFINITY;
            for (Partition part : Partition.values()) {
                double deficit = 0;
                boolean enabled = shares.getOrDefault(part, 0.0) > 0;
                for (Example e : group) {
                    int size = count(targets, e, part);
                    // a part without a quota of this stratum comes last
                    deficit += size == 0 ? -1 : (double) count(remaining, e, part) / size;
                }
                if (enabled && deficit > largest) {
                    best = part;
                    largest = deficit;
                }
            }
            return best;
        }

        Partition firstUnfilled(Example e) {
            for (Partition part : Partition.values()) {
                if (count(remaining, e, part) > 0) {
                    return part;
                }
            }
            return Partition.TRAIN;
        }

        private int count(Map<String, Map<Partition, Integer>> table, Example e, Partition part) {
            return table.getOrDefault(stratum(e), Map.of()).getOrDefault(part, 0);
        }
    }
}
