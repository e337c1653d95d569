package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes animated GIF files (GIF89a): frames are composed by their disposal methods, transparency onto white. As in
 * {@link SafeImageDecoder}, the numbers of bytes, frames and pixels are checked before anything is decoded.
 */
public final class GifReader {

    private static final int MAX_BYTES = 50_000_000;
    private static final int MAX_FRAMES = 1_000;
    private static final long MAX_PIXELS = 200_000_000; // of all frames
    private static final int DEFAULT_DELAY = 10; // hundredths of a second, as viewers use for 0

    private GifReader() {}

    /**
     * Decodes a file.
     *
     * @throws RefusedPictureException if it is too large or not a GIF file
     * @throws IOException if the file cannot be read
     */
    public static Animation read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return decode(in.readNBytes(MAX_BYTES + 1));
        }
    }

    /** Decodes the bytes of a file. */
    static Animation decode(byte[] bytes) throws RefusedPictureException {
        if (bytes.length > MAX_BYTES) {
            throw new RefusedPictureException(
                    "This file has more than %,d bytes, the limit. Make it smaller.".formatted(MAX_BYTES));
        }
        if (bytes.length < 13 || bytes[0] != 'G' || bytes[1] != 'I' || bytes[2] != 'F') {
            throw new RefusedPictureException("This is not a GIF file; expected one. Choose another file.");
        }
        try {
            ImageReader reader = JdkCodecs.GIF_READER.createReaderInstance();
            try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
                reader.setInput(stream, false, false);
                return frames(reader, bytes);
            } finally {
                reader.dispose();
            }
        } catch (RefusedPictureException refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) { // the codec throws any exception on damaged files
            RefusedPictureException refused = StrippedImage.damaged("GIF");
            refused.initCause(broken);
            throw refused;
        }
    }

    private static Animation frames(ImageReader reader, byte[] bytes) throws IOException {
        int width = (bytes[6] & 0xff) | (bytes[7] & 0xff) << 8;
        int height = (bytes[8] & 0xff) | (bytes[9] & 0xff) << 8;
        int count = reader.getNumImages(true);
        if (width < 1 || height < 1 || count < 1) {
            throw StrippedImage.damaged("GIF");
        }
        if (count > MAX_FRAMES || (long) width * height * count > MAX_PIXELS) {
            throw new RefusedPictureException(
                    "This GIF has %,d frames of %,d x %,d pixels; expected at most %,d frames and %,d pixels in all. Make it smaller."
                            .formatted(count, width, height, MAX_FRAMES, MAX_PIXELS));
        }
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        List<Picture> frames = new ArrayList<>();
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if ((long) reader.getWidth(i) * reader.getHeight(i) > MAX_PIXELS / count) {
                throw StrippedImage.damaged("GIF");
            }
            var root = (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
            int left = number(root, "ImageDescriptor", "imageLeftPosition");
            int top = number(root, "ImageDescriptor", "imageTopPosition");
            BufferedImage image = reader.read(i);
            BufferedImage previous = copy(canvas);
            draw(canvas, image, left, top);
            frames.add(Picture.of(canvas));
            delays.add(delay(number(root, "GraphicControlExtension", "delayTime")));
            switch (text(root, "GraphicControlExtension", "disposalMethod")) {
                case "restoreToBackgroundColor" -> clear(canvas, left, top, image);
                case "restoreToPrevious" -> canvas = previous;
                default -> {} // the frame stays
            }
        }
        return new Animation(frames, delays);
    }

    private static int delay(int hundredths) {
        return hundredths < 2 ? DEFAULT_DELAY : hundredths;
    }

    private static void draw(BufferedImage canvas, BufferedImage image, int left, int top) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.drawImage(image, left, top, null);
        graphics.dispose();
    }

    private static void clear(BufferedImage canvas, int left, int top, BufferedImage image) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.setComposite(AlphaComposite.Src);
        graphics.setColor(new Color(0, true));
        graphics.fillRect(left, top, image.getWidth(), image.getHeight());
        graphics.dispose();
    }

    private static BufferedImage copy(BufferedImage canvas) {
        return new BufferedImage(canvas.getColorModel(), canvas.copyData(null), canvas.isAlphaPremultiplied(), null);
    }

    private static String text(IIOMetadataNode root, String element, String attribute) {
        return root.getElementsByTagName(element).item(0) instanceof IIOMetadataNode node
                ? node.getAttribute(attribute)
                : "";
    }

    private static int number(IIOMetadataNode root, String element, String attribute) {
        String text = text(root, element, attribute);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
