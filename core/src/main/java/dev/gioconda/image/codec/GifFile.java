package dev.gioconda.image.codec;

import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Parses the blocks of a GIF file (GIF89a) up to its first frame and keeps those needed to decode that frame; further frames are not visited. */
final class GifFile {

    private static final String NAME = "GIF";
    private static final int HEADER = 13; // signature and logical screen
    private static final int DESCRIPTOR = 10; // of a frame
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int CONTROL = 0xf9;

    private final byte[] bytes;

    private GifFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads the file up to the end of its first frame and ignores the rest. */
    static StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        return new GifFile(bytes).parse();
    }

    private StrippedImage parse() throws RefusedPictureException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int position = HEADER + colorTable(at(HEADER - 3));
        kept.write(bytes, 0, checkedEnd(position));
        int controlStart = 0;
        int controlEnd = 0;
        while (true) {
            switch (at(position)) {
                case EXTENSION -> {
                    int start = position;
                    boolean control = at(position + 1) == CONTROL;
                    position = endOfBlocks(position + 2);
                    if (control) {
                        controlStart = start;
                        controlEnd = position;
                    }
                }
                case FRAME -> {
                    kept.write(bytes, controlStart, controlEnd - controlStart);
                    int packed = position + DESCRIPTOR - 1;
                    int data = position + DESCRIPTOR + colorTable(at(packed)) + 1; // after the code size
                    kept.write(bytes, position, endOfBlocks(data) - position);
                    kept.write(TRAILER);
                    return image(position, kept.toByteArray());
                }
                default -> throw StrippedImage.damaged(NAME);
            }
        }
    }

    private StrippedImage image(int frame, byte[] kept) throws RefusedPictureException {
        int left = unsigned(frame + 1);
        int top = unsigned(frame + 3);
        int columns = unsigned(frame + 5);
        int rows = unsigned(frame + 7);
        if (columns == 0 || rows == 0) {
            throw StrippedImage.damaged(NAME);
        }
        return new StrippedImage(
                NAME,
                Math.max(unsigned(6), left + columns), // as viewers do with a frame beyond the screen
                Math.max(unsigned(8), top + rows),
                kept,
                Orientation.UPRIGHT,
                StrippedImage.NO_PROFILE,
                (image, step) -> composed(image, step, left, top));
    }

    /** The frame at its place on a white screen. */
    private static Picture composed(StrippedImage image, int step, int left, int top) throws IOException {
        ImageReader reader = JdkCodecs.GIF_READER.createReaderInstance();
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.bytes()))) {
            reader.setInput(stream, true, true);
            int column = PixelReader.reduced(left, step);
            int row = PixelReader.reduced(top, step);
            BufferedImage frame =
                    reader.read(0, JdkPixels.subsampling(reader, step, column * step - left, row * step - top));
            BufferedImage screen = new BufferedImage(
                    PixelReader.reduced(image.width(), step),
                    PixelReader.reduced(image.height(), step),
                    BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = screen.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, screen.getWidth(), screen.getHeight());
            graphics.drawImage(frame, column, row, null);
            graphics.dispose();
            return Picture.of(screen);
        } finally {
            reader.dispose();
        }
    }

    /** The position after a chain of data blocks, each preceded by its length, up to the empty one. */
    private int endOfBlocks(int start) throws RefusedPictureException {
        int position = start;
        while (at(position) != 0) {
            position += 1 + at(position);
        }
        return position + 1;
    }

    private static int colorTable(int packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);
    }

    private int checkedEnd(int position) throws RefusedPictureException {
        if (position > bytes.length) {
            throw StrippedImage.truncated(NAME);
        }
        return position;
    }

    private int at(int position) throws RefusedPictureException {
        checkedEnd(position + 1);
        return bytes[position] & 0xff;
    }

    private int unsigned(int position) throws RefusedPictureException {
        return at(position) | at(position + 1) << 8;
    }
}
