package dev.gioconda.retrain;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Some of the faces that were loaded together; they share one cache. */
final class Subset {

    private Subset() {}

    /** The faces of these examples and what was skipped of them, in the order of the whole. */
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
