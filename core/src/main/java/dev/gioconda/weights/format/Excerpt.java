package dev.gioconda.weights.format;

/** The beginning of a text of a file for an error message, because a damaged or malicious file can have names of megabytes. */
final class Excerpt {

    private static final int NAME_CHARACTERS = 80;
    private static final int MESSAGE_CHARACTERS = 400;

    private Excerpt() {}

    /** The beginning of a name or value. */
    static String of(Object value) {
        return first(value.toString(), NAME_CHARACTERS);
    }

    /** The beginning of another library's error message, which can contain names. */
    static String ofMessage(Exception error) {
        return first(String.valueOf(error.getMessage()), MESSAGE_CHARACTERS);
    }

    private static String first(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters) + "...";
    }
}
