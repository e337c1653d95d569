package dev.gioconda.data.split;

import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@link Parts} while they are being filled. */
final class PartsBuilder {

    private final List<Example> train = new ArrayList<>();
    private final List<Example> validation = new ArrayList<>();
    private final List<Example> test = new ArrayList<>();

    void add(Partition part, Collection<Example> examples) {
        switch (part) {
            case TRAIN -> train.addAll(examples);
            case VALIDATION -> validation.addAll(examples);
            case TEST -> test.addAll(examples);
        }
    }

    void add(Parts parts) {
        for (Partition part : Partition.values()) {
            add(part, parts.of(part));
        }
    }

    Parts build() {
        return new Parts(train, validation, test);
    }
}
