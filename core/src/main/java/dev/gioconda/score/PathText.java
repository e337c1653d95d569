package dev.gioconda.score;

import java.nio.file.Path;

/** Paths as text that leads back to the file. */
final class PathText {

    private static final char REPLACEMENT = '\uFFFD'; // stands for bytes that are no text

    private PathText() {}

    /** The path; as a {@code file:} URI if its bytes are not valid text, since two such files could have the same text. */
    static String of(Path path) {
        String text = path.toString();
        return text.indexOf(REPLACEMENT) < 0 ? text : path.toUri().toString();
    }
}
