package dev.gioconda.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The bytes of an image file.
 *
 * @param file as it was listed; it may be a folder or a pipe, or be gone
 * @param maxBytes the largest file that is read
 */
public record FileBytes(Path file, int maxBytes) implements ScoreInput.ImageBytes {

    @Override
    public byte[] read() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new IOException("This is a folder; expected an image file.");
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("This is a device or a pipe; expected an image file.");
        }
        if (attributes.size() > maxBytes) {
            throw new IOException("This file has more than %,d bytes, the limit. Scale it down.".formatted(maxBytes));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxBytes + 1); // it may have grown; the decoder rejects what is too large
        }
    }
}
