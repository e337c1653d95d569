package dev.gioconda.data;

import java.util.List;

/**
 * Labeled pictures with a common list of attributes.
 *
 * @param name its name in reports, such as {@code celeba+celeba_half}
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
     * The index of an attribute in {@link Example#labels()}, from 0.
     *
     * @throws IllegalArgumentException if the data set does not have it; the message suggests a similar name
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
