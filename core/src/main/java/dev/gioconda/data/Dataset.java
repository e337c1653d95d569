package dev.gioconda.data;

import java.util.List;

/**
 * Labelled pictures with one list of attributes.
 *
 * @param name what it is called in reports, such as {@code celeba+celeba_half}
 * @param attributes the attributes' names in the order of {@link Example#labels()}, such as {@code Smiling}
 * @param examples the pictures
 */
public record Dataset(String name, List<String> attributes, List<Example> examples) {

    /** Copies the lists. */
    public Dataset {
        attributes = List.copyOf(attributes);
        examples = List.copyOf(examples);
    }

    /**
     * Where an attribute stands in {@link Example#labels()}, from 0.
     *
     * @throws IllegalArgumentException when the data set does not have it; the message names what was probably meant
     */
    public int indexOf(String attribute) {
        int index = attributes.indexOf(attribute);
        if (index < 0) {
            String hint = NameSuggestion.of(attribute, attributes)
                    .map(near -> "Did you mean %s?".formatted(near))
                    .orElse("It has: %s.".formatted(String.join(", ", attributes)));
            throw new IllegalArgumentException(
                    "The data set %s has no attribute %s. %s".formatted(name, attribute, hint));
        }
        return index;
    }
}
