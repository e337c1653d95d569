package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures as PNG and JPEG, without metadata except an optional text in PNG. */
public final class PictureWriter {
    private PictureWriter() {}

    /** A PNG file, lossless. */
    public static byte[] png(Picture picture) {
        return write(picture, JdkCodecs.PNG_WRITER, Float.NaN);
    }

    /**
     * A PNG file with a text that {@link PngText#read} reads.
     *
     * @param keyword 1 to 79 letters, digits and dots
     * @param text at most {@link PngText#MAX_BYTES} bytes in UTF-8
     */
    public static byte[] png(Picture picture, String keyword, String text) {
        return PngText.insertText(png(picture), keyword, text);
    }

    /**
     * A JPEG file.
     *
     * @param quality 0 (smallest) to 1 (best); at 0.9 hardly any difference is visible
     */
    public static byte[] jpeg(Picture picture, double quality) {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("The JPEG quality is %s; expected 0 to 1.".formatted(quality));
        }
        return write(picture, JdkCodecs.JPEG_WRITER, (float) quality);
    }

    private static byte[] write(Picture picture, ImageWriterSpi codec, float quality) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageWriter writer = codec.createWriterInstance();
            try (var stream = new MemoryCacheImageOutputStream(bytes)) {
                ImageWriteParam parameters = writer.getDefaultWriteParam();
                if (!Float.isNaN(quality)) {
                    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                    parameters.setCompressionQuality(quality);
                }
                writer.setOutput(stream);
                writer.write(null, new IIOImage(picture.toBufferedImage(), null, null), parameters);
            } finally {
                writer.dispose();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing into memory failed.", impossible);
        }
        return bytes.toByteArray();
    }
}
