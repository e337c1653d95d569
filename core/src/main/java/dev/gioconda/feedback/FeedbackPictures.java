package dev.gioconda.feedback;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of those who agreed, as PNG files of bare pixels, each once: {@code images/<aa>/<sha256>.png}, where aa are the
 * first two digits of the file's SHA-256.
 *
 * @param store where they lie
 */
public record FeedbackPictures(ObjectStore store) {

    /** Wider or higher pictures are made smaller before they are kept: no network here sees more. */
    static final int MAX_SIDE = 1600;

    private static final String PREFIX = "images/";

    /**
     * A picture as it is kept.
     *
     * @param pixels at most {@link #MAX_SIDE} wide and high
     * @param png its file
     * @param hash the file's SHA-256
     */
    record EncodedPicture(Picture pixels, byte[] png, String hash) {

        static EncodedPicture of(Picture picture) {
            Picture scaled = Resampler.fit(picture, MAX_SIDE);
            byte[] png = PictureWriter.png(scaled);
            return new EncodedPicture(scaled, png, Hashes.sha256(png));
        }
    }

    /** The key of a picture. */
    public static String key(String hash) {
        return PREFIX + hash.substring(0, 2) + "/" + hash + ".png";
    }

    /**
     * The file of a picture; empty when it is not kept.
     *
     * @throws IOException also when it is not what its name says
     */
    public Optional<byte[]> read(String hash) throws IOException {
        Optional<byte[]> png = store.get(key(hash));
        if (png.isPresent() && !Hashes.sha256(png.get()).equals(hash)) {
            throw new IOException(
                    "%s was changed or damaged: its SHA-256 is not its name. Delete it; what was said of it stays."
                            .formatted(key(hash)));
        }
        return png;
    }

    /** Whether a picture is kept. */
    public boolean contains(String hash) throws IOException {
        return store.get(key(hash), 0, 1).isPresent();
    }

    /** The hashes of all that are kept. */
    List<String> hashes() throws IOException {
        return store.list(PREFIX).stream()
                .map(ObjectStore.ObjectSummary::key)
                .filter(key -> key.endsWith(".png"))
                .map(key -> key.substring(key.lastIndexOf('/') + 1, key.length() - ".png".length()))
                .toList();
    }

    /** How many bytes all of them take. */
    public long bytes() throws IOException {
        return store.list(PREFIX).stream()
                .mapToLong(ObjectStore.ObjectSummary::size)
                .sum();
    }

    void put(String hash, byte[] png) throws IOException {
        store.create(key(hash), ObjectContent.of(png)); // the same content under the same name: whoever was first
    }

    void delete(String hash) throws IOException {
        store.delete(key(hash));
    }
}
