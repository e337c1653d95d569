package dev.gioconda.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The content to write to an object. It can be read more than once, since a write is retried when its response is lost.
 *
 * @param size in bytes
 * @param source opens a new stream of exactly that many bytes
 */
public record ObjectContent(long size, ContentSource source) {

    /** Opens the content. */
    @FunctionalInterface
    public interface ContentSource {
        /** A new stream from the first byte for each call. */
        InputStream open() throws IOException;
    }

    /** Content of bytes, which are not copied. */
    public static ObjectContent of(byte[] bytes) {
        return new ObjectContent(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** Content of a text in UTF-8. */
    public static ObjectContent of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Content of a file, which must not change during the write. */
    public static ObjectContent of(Path file) throws IOException {
        return new ObjectContent(Files.size(file), () -> Files.newInputStream(file));
    }
}
