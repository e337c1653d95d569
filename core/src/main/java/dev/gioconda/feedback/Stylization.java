package dev.gioconda.feedback;

/**
 * A stylized image, which clients rate with stars. Its settings are those of the {@link Response}.
 *
 * @param preset of the style recipe, such as {@code quick}
 */
public record Stylization(String preset) implements Subject {

    private static final int MAX_LENGTH =
            122; // "style/" and the preset are stored as a model of at most 128 characters

    /** Validates fields that a client sends. */
    public Stylization {
        FieldFormats.require(FieldFormats.isName(MAX_LENGTH, "._/-", preset), "The preset", preset, "its name");
    }
}
