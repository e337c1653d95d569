package dev.gioconda.image.codec;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Unusual image files that ordinary encoders do not write. */
public final class EncodedImageFixture {
    private EncodedImageFixture() {}

    static byte[] byImageIo(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    /** A PNG with these raw samples; {@code extra} are whole chunks between IHDR and IDAT. */
    public static byte[] png(int width, int height, int bits, int colorType, byte[] extra, byte[] samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) bits).put((byte) colorType);
        out.writeBytes(chunk("IHDR", header.array()));
        out.writeBytes(extra);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
            int row = samples.length / height;
            for (int y = 0; y < height; y++) {
                deflate.write(0);
                deflate.write(samples, y * row, row);
            }
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        out.writeBytes(chunk("IDAT", packed.toByteArray()));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    public static byte[] chunk(String type, byte[] data) {
        byte[] body = concat(type.getBytes(StandardCharsets.US_ASCII), data);
        CRC32 sum = new CRC32();
        sum.update(body);
        return ByteBuffer.allocate(body.length + 8)
                .putInt(data.length)
                .put(body)
                .putInt((int) sum.getValue())
                .array();
    }

    /** Inserts an EXIF segment after the start marker of a JPEG. */
    public static byte[] withExif(byte[] jpeg, byte[] tiff) {
        byte[] exif = concat(new byte[] {'E', 'x', 'i', 'f', 0, 0}, tiff);
        byte[] segment = ByteBuffer.allocate(4 + exif.length)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .array();
        return concat(concat(new byte[] {(byte) 0xff, (byte) 0xd8}, segment), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A progressive gray JPEG that repeats its last scan until it has {@code scans} of them. */
    static byte[] repeatedScans(int width, int height, int scans) {
        byte[] file = progressive(width, height);
        int last = 0;
        int count = 0;
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xda) {
                last = i;
                count++;
            }
        }
        byte[] repeated = Arrays.copyOf(file, file.length - 2);
        byte[] scan = Arrays.copyOfRange(file, last, file.length - 2);
        for (; count < scans; count++) {
            repeated = concat(repeated, scan);
        }
        return concat(repeated, new byte[] {(byte) 0xff, (byte) 0xd9});
    }

    private static byte[] progressive(int width, int height) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            BufferedImage gray = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            writer.write(null, new IIOImage(gray, null, null), parameters);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A TIFF block whose only entry is the orientation. */
    public static byte[] orientationTiff(int code) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) code)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
