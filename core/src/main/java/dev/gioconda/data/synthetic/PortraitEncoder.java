package dev.gioconda.data.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Simulates a camera: slight blur, grain, and JPEG. */
final class PortraitEncoder {

    private PortraitEncoder() {}

    /** Encodes as JPEG with the quality of the scene. */
    static byte[] encode(Portrait portrait) throws IOException {
        BufferedImage image = PortraitPainter.paint(portrait);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        blur(pixels, image.getWidth(), image.getHeight(), portrait.scene().blur());
        grain(pixels, portrait.scene());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality((float) portrait.scene().quality());
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A 1-2-1 kernel in both directions, blended by {@code amount} in 0 to 1; border pixels do not change. */
    private static void blur(int[] pixels, int width, int height, double amount) {
        int center = (int) Math.round(256 - 128 * amount);
        int side = (256 - center) / 2;
        convolve(pixels, width, height, 1, center, side);
        convolve(pixels, width, height, width, center, side);
    }

    private static void convolve(int[] pixels, int width, int height, int step, int center, int side) {
        int[] from = pixels.clone();
        for (int i = width; i < width * (height - 1); i++) {
            int before = from[i - step];
            int here = from[i];
            int after = from[i + step];
            // red and blue at once: eight bits of weight fit between them
            int redBlue = ((before & 0xff00ff) + (after & 0xff00ff)) * side + (here & 0xff00ff) * center;
            int green = ((before & 0xff00) + (after & 0xff00)) * side + (here & 0xff00) * center;
            pixels[i] = ((redBlue >>> 8) & 0xff00ff) | ((green >>> 8) & 0xff00);
        }
    }

    /**
     * Adds an approximately normal value to all three channels of a pixel: the sum of four bytes of a random number.
     */
    private static void grain(int[] pixels, Portrait.Scene scene) {
        SplittableRandom random = new SplittableRandom(scene.noiseSeed());
        // four uniform bytes have a standard deviation of 148
        double scale = scene.grain() / 148;
        for (int i = 0; i < pixels.length; i++) {
            int bits = random.nextInt();
            int sum = (bits & 0xff) + (bits >>> 8 & 0xff) + (bits >>> 16 & 0xff) + (bits >>> 24) - 510;
            int add = (int) Math.round(sum * scale);
            int p = pixels[i];
            pixels[i] =
                    clamp((p >> 16 & 0xff) + add) << 16 | clamp((p >> 8 & 0xff) + add) << 8 | clamp((p & 0xff) + add);
        }
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
