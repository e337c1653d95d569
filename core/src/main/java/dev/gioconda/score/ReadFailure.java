package dev.gioconda.score;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** The reasons why files cannot be read, in words, without their names, which the table has anyway. */
public final class ReadFailure {

    private ReadFailure() {}

    /** The reason of an exception. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof NotDirectoryException) {
            return "This file does not exist, or not any more.";
        }
        if (failure instanceof AccessDeniedException) {
            return "There is no permission to read it.";
        }
        if (failure instanceof FileSystemLoopException) {
            return "This is a link that leads to itself.";
        }
        if (failure instanceof FileSystemException system) {
            return "It cannot be read: %s.".formatted(orElse(system.getReason(), "unknown error of the file system"));
        }
        return orElse(failure.getMessage(), failure.toString());
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
