package dev.gioconda.data;

import java.util.List;

/**
 * Labeled pictures with a common list of attributes.
 *
 * @param name its name in reports, such as {@code celeba+celeba_half}
 * @param attributes the attributes' names in the order of {@link Example#labels()}, such as {@code Smiling}
 * @param examples the pictures
 * @param folders the folders of the attributes that were made of folders
 */
public record Dataset(String name, List<String> attributes, List<Example> examples, List<ClassFolders> folders) {

    /** Copies the lists. */
    public Dataset {
        attributes = List.copyOf(attributes);
        examples = List.copyOf(examples);
        folders = List.copyOf(folders);
    }

    /** A data set whose attributes were not made of folders. */
    public Dataset(String name, List<String> attributes, List<Example> examples) {
        this(name, attributes, examples, List.of());
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
                    .orElseGet(this::describeAttributes);
            throw new IllegalArgumentException(
                    "The data set %s has no attribute %s. %s".formatted(name, attribute, hint));
        }
        return index;
    }

    private String describeAttributes() {
        boolean ofFolders = folders.size() == attributes.size()
                && folders.stream().map(ClassFolders::attribute).toList().equals(attributes);
        if (!ofFolders) {
            return "It has: %s.".formatted(String.join(", ", attributes));
        }
        ClassFolders first = folders.get(0);
        return first.negative().isEmpty()
                ? "It has %d folders, which are one attribute each: %s. State which of them has the attribute, or use two folders."
                        .formatted(folders.size(), String.join(", ", attributes))
                : "It has two folders, %s and %s. State which of them has the attribute."
                        .formatted(first.positive(), first.negative());
    }
}
