package dev.gioconda.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is to be written. It can be read more than once, since a lost answer makes a writer try again.
 *
 * @param size in bytes
 * @param source opens a fresh stream of exactly that many bytes
 */
public record ObjectContent(long size, ContentSource source) {

    /** Opens the bytes from their start. */
    @FunctionalInterface
    public interface ContentSource {
        /** A stream of its own for each call. */
        InputStream open() throws IOException;
    }

    /** These bytes, which are not copied. */
    public static ObjectContent of(byte[] bytes) {
        return new ObjectContent(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** This text in UTF-8. */
    public static ObjectContent of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** This file's bytes; it must not change while it is written. */
    public static ObjectContent of(Path file) throws IOException {
        return new ObjectContent(Files.size(file), () -> Files.newInputStream(file));
    }
}
