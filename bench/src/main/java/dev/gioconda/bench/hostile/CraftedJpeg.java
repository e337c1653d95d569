package dev.gioconda.bench.hostile;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG files that are small to send and expensive to read. */
final class CraftedJpeg {

    private static final int START_OF_SCAN = 0xda;
    private static final int MAX_SEGMENT = 65_533;

    private CraftedJpeg() {}

    /** A progressive file of a checkerboard whose last scan is repeated until the file has this number of scans. */
    static byte[] repeatedScans(int side, int scans) throws IOException {
        byte[] file = encode(checkerboard(side), true, 0.5f);
        int last = 0;
        int count = 0;
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == START_OF_SCAN) {
                last = i;
                count++;
            }
        }
        int end = file.length - 2; // of the scans: the end marker follows
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, end);
        for (; count < scans; count++) {
            out.write(file, last, end - last);
        }
        out.write(file, end, 2);
        return out.toByteArray();
    }

    /** A file of noise: small as JPEG, ten times larger as PNG. */
    static byte[] noise(int side, SplittableRandom random, float quality) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            image.setRGB(0, y, side, 1, random.ints(side).toArray(), 0, side);
        }
        return encode(image, false, quality);
    }

    /** A picture tiled with copies of a face. */
    static byte[] tiledFaces(BufferedImage face, int side, int tile) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, side, side);
        for (int y = 0; y + tile <= side; y += tile) {
            for (int x = 0; x + tile <= side; x += tile) {
                graphics.drawImage(face, x, y, tile - 4, tile - 4, null);
            }
        }
        graphics.dispose();
        return encode(image, false, 0.8f);
    }

    /** A picture that is scaled to the size of a phone's photo. */
    static byte[] scaled(BufferedImage picture, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return encode(image, false, 0.75f);
    }

    /** A JPEG file with EXIF data in front of its other segments; what does not fit into one segment is cut off. */
    static byte[] withExif(byte[] jpeg, byte[] exif) {
        byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(name.length + exif.length, MAX_SEGMENT - 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) 0xffe1)
                .putShort((short) (length + 2))
                .array());
        out.writeBytes(name);
        out.write(exif, 0, length - name.length);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static BufferedImage checkerboard(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, ((x / 16 + y / 16) & 1) == 0 ? 0x5a5a5a : 0x969696);
            }
        }
        return image;
    }

    private static byte[] encode(BufferedImage image, boolean progressive, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
        if (progressive) {
            settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
