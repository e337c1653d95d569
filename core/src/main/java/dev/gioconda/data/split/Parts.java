package dev.gioconda.data.split;

import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A data set split into three parts.
 *
 * @param train for training
 * @param validation for choices such as checkpoints
 * @param test for the reported numbers
 */
public record Parts(List<Example> train, List<Example> validation, List<Example> test) {

    /** Copies the lists. */
    public Parts {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** The part of a partition. */
    public List<Example> of(Partition partition) {
        return switch (partition) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /** The known persons that are in more than one part; a correct split has none. */
    public Set<String> sharedPersons() {
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (List<Example> part : List.of(train, validation, test)) {
            Set<String> persons =
                    part.stream().map(Example::person).filter(Objects::nonNull).collect(Collectors.toSet());
            persons.stream().filter(person -> !seen.add(person)).forEach(shared::add);
        }
        return shared;
    }

    /** Collects the examples of each part. */
    static final class Builder {

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
}
