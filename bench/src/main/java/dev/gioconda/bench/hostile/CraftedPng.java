package dev.gioconda.bench.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files of 8-bit RGB, of any size and with any EXIF data. */
final class CraftedPng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int RGB = 2;

    private CraftedPng() {}

    /**
     * A file of one color.
     *
     * @param exif the eXIf chunk; empty for none
     */
    static byte[] plain(int width, int height, byte[] exif) {
        return file(width, height, new byte[3 * width * height], exif);
    }

    /** A file of noise, which does not compress. */
    static byte[] noise(int width, int height, SplittableRandom random) {
        byte[] samples = new byte[3 * width * height];
        random.nextBytes(samples);
        return file(width, height, samples, new byte[0]);
    }

    private static byte[] file(int width, int height, byte[] rgb, byte[] exif) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        writeChunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put((byte) RGB)
                        .array());
        if (exif.length > 0) {
            writeChunk(out, "eXIf", exif);
        }
        writeChunk(out, "IDAT", compressed(width, height, rgb));
        writeChunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] compressed(int width, int height, byte[] rgb) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                deflate.write(0); // no filter
                deflate.write(rgb, 3 * width * y, 3 * width);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return packed.toByteArray();
    }

    private static void writeChunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
