package dev.gioconda.jobs;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.nio.ByteBuffer;

/**
 * An image as a PNG file that this program has encoded. Uploads and jobs share it, so that an upload is decoded and encoded once and has
 * the same hash as the file of the job.
 *
 * @param id such as the id of an upload
 * @param sha256 of {@code png}
 * @param png the file
 * @param width in pixels
 * @param height in pixels
 */
public record StoredImage(String id, String sha256, byte[] png, int width, int height) {

    private static final SafeImageDecoder TRUSTED = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.TRUSTED);
    private static final int WIDTH_OFFSET = 16; // of IHDR, the first chunk, see https://www.w3.org/TR/png-3/#11IHDR

    /** An image from the bytes of its PNG file; reads the size from the header and decodes nothing. */
    public static StoredImage of(String id, byte[] png) {
        if (png.length < WIDTH_OFFSET + 8) {
            throw new IllegalStateException(
                    "The stored image %s has %d bytes; a PNG file has more.".formatted(id, png.length));
        }
        ByteBuffer header = ByteBuffer.wrap(png);
        return new StoredImage(
                id, Hashes.sha256(png), png, header.getInt(WIDTH_OFFSET), header.getInt(WIDTH_OFFSET + 4));
    }

    /** The pixels. */
    Picture decode() throws RefusedPictureException {
        return TRUSTED.decode(png);
    }
}
