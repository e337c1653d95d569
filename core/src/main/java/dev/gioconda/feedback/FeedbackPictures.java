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
 * The images that clients gave consent for, as PNG files without metadata, each stored once: {@code images/<aa>/<sha256>.png}, where aa
 * are the first two digits of the file's SHA-256.
 *
 * @param store that holds them
 */
public record FeedbackPictures(ObjectStore store) {

    /** Longest side in pixels; larger images are resized before they are stored, since no network here uses more. */
    static final int MAX_SIDE = 1600;

    private static final String PREFIX = "images/";

    /**
     * An image as it is stored.
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

    /** The key of an image. */
    public static String key(String hash) {
        return PREFIX + hash.substring(0, 2) + "/" + hash + ".png";
    }

    /**
     * The PNG file of an image; empty if it is not stored.
     *
     * @throws IOException also if the file does not have the SHA-256 in its key
     */
    public Optional<byte[]> read(String hash) throws IOException {
        Optional<byte[]> png = store.get(key(hash));
        if (png.isPresent() && !Hashes.sha256(png.get()).equals(hash)) {
            throw new IOException(
                    "%s was changed or damaged: its SHA-256 is not the one in its name. Delete it; its feedback records stay."
                            .formatted(key(hash)));
        }
        return png;
    }

    /** Whether an image is stored. */
    public boolean contains(String hash) throws IOException {
        return store.get(key(hash), 0, 1).isPresent();
    }

    /** The hashes of all stored images. */
    List<String> hashes() throws IOException {
        return store.list(PREFIX).stream()
                .map(ObjectStore.ObjectSummary::key)
                .filter(key -> key.endsWith(".png"))
                .map(key -> key.substring(key.lastIndexOf('/') + 1, key.length() - ".png".length()))
                .toList();
    }

    /** The total size in bytes. */
    public long bytes() throws IOException {
        return store.list(PREFIX).stream()
                .mapToLong(ObjectStore.ObjectSummary::size)
                .sum();
    }

    void put(String hash, byte[] png) throws IOException {
        store.create(key(hash), ObjectContent.of(png)); // content-addressed: an existing object is equal
    }

    void delete(String hash) throws IOException {
        store.delete(key(hash));
    }
}
