package dev.gioconda.retrain;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Subsets of faces that were loaded together and share one cache. */
final class Subset {

    private Subset() {}

    /** The faces of these examples, and those of them that were skipped, in the order of {@code all}. */
    static Faces of(Faces all, Collection<Example> wanted) {
        Set<String> names = new HashSet<>(wanted.stream().map(Example::name).toList());
        List<Example> examples = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (names.contains(all.examples().get(i).name())) {
                examples.add(all.examples().get(i));
                rows.add(all.rows()[i]);
            }
        }
        return new Faces(
                List.copyOf(examples),
                rows.stream().mapToInt(Integer::intValue).toArray(),
                all.cache(),
                all.geometry(),
                all.skipped().stream()
                        .filter(skipped -> names.contains(skipped.example().name()))
                        .toList());
    }
}
