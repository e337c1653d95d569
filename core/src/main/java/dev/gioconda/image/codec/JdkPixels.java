package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes pixels by one given codec, from memory, without its metadata. */
final class JdkPixels {
    private JdkPixels() {}

    /** The pixels of the first image of a file. */
    static Picture read(StrippedImage image, ImageReaderSpi codec, int step) throws IOException {
        return Picture.of(read(image, codec, step, false));
    }

    /** The same for a file that lacked its end marker: the codec must find every pixel. */
    static Picture readWithoutEnd(StrippedImage image, ImageReaderSpi codec, int step) throws IOException {
        return Picture.of(read(image, codec, step, true));
    }

    private static BufferedImage read(StrippedImage image, ImageReaderSpi codec, int step, boolean endAdded)
            throws IOException {
        ImageReader reader = codec.createReaderInstance();
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.bytes()))) {
            reader.setInput(stream, true, true); // forward only, metadata ignored
            boolean[] incomplete = new boolean[1];
            reader.addIIOReadWarningListener((source, warning) -> incomplete[0] = true);
            BufferedImage pixels = reader.read(0, step == 1 ? null : subsampling(reader, step, 0, 0));
            if (pixels.getWidth() != PixelReader.reduced(image.width(), step)
                    || pixels.getHeight() != PixelReader.reduced(image.height(), step)) {
                throw StrippedImage.damaged(image.format());
            }
            if (endAdded && incomplete[0]) {
                throw StrippedImage.truncated(image.format());
            }
            return pixels;
        } finally {
            reader.dispose();
        }
    }

    /** Every {@code step}-th pixel of every {@code step}-th row, from a column and a row on. */
    static ImageReadParam subsampling(ImageReader reader, int step, int column, int row) {
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, column, row);
        return parameters;
    }
}
