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
}
