package dev.gioconda.report.chart;

import dev.gioconda.evaluate.Mistake;
import dev.gioconda.image.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A small picture embedded in the page.
 *
 * @param encoded the bytes of a PNG or JPEG file
 * @param caption a short text below it
 */
public record Thumbnail(byte[] encoded, String caption) {

    /** Checks that the bytes are PNG or JPEG by their first bytes. */
    public Thumbnail {
        if (!startsWith(encoded, 0x89, 'P', 'N', 'G') && !startsWith(encoded, 0xff, 0xd8, 0xff)) {
            throw new IllegalArgumentException(
                    "The thumbnail '%s' is neither PNG nor JPEG; encode the picture first.".formatted(caption));
        }
    }

    /** Encodes a picture as JPEG. */
    public static Thumbnail of(Picture picture, String caption) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(picture.toBufferedImage(), "jpeg", stream)) {
                throw new IllegalStateException("This JDK has no JPEG encoder; use one with java.desktop.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A picture of %d x %d could not be encoded in memory.".formatted(picture.width(), picture.height()),
                    e);
        }
        return new Thumbnail(bytes.toByteArray(), caption);
    }

    /** A wrongly classified picture with its true label and predicted probability. */
    public static Thumbnail of(Picture picture, Mistake mistake) {
        return of(
                picture,
                "%s, given %s".formatted(mistake.truth() ? "yes" : "no", Numbers.percent(mistake.probability())));
    }

    /** The picture as a {@code data:} URI. */
    String uri() {
        String type = startsWith(encoded, 0x89) ? "png" : "jpeg";
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(encoded);
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
