package dev.gioconda.server.browser;

import com.microsoft.playwright.options.FilePayload;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.corruption.Corruption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Synthetic portraits as files for a file input. */
final class PortraitFixture {

    private static final long SEED = 7;

    private PortraitFixture() {}

    /** A portrait with its true label. */
    record LabeledPortrait(FilePayload file, boolean smiling) {}

    /** The first portraits, no two of them equal. */
    static List<LabeledPortrait> labeled(int count) throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(SEED, count);
        Dataset data = portraits.dataset();
        int smiling = data.indexOf("Smiling");
        List<LabeledPortrait> labeled = new ArrayList<>();
        portraits.visit(
                portraits.entries(),
                (name, bytes) -> labeled.add(new LabeledPortrait(
                        file(bytes), data.examples().get(labeled.size()).labels()[smiling] == 1)));
        return labeled;
    }

    /** A smiling man. */
    static FilePayload grin() throws IOException {
        return of(69);
    }

    /** A man in a straw hat who does not smile. */
    static FilePayload serious() throws IOException {
        return of(49);
    }

    /** Six portraits in three rows; at least four of their faces are detected. */
    static FilePayload group() throws IOException {
        return group(69, 49, 9, 13, 57, 59);
    }

    /** Portraits in rows of two. */
    static FilePayload group(int... numbers) throws IOException {
        int columns = 2;
        List<Picture> portraits = new ArrayList<>();
        for (int number : numbers) {
            portraits.add(decode(bytes(number)));
        }
        int width = portraits.get(0).width();
        int height = portraits.get(0).height();
        byte[] pixels = new byte[3 * numbers.length * width * height];
        for (int i = 0; i < numbers.length; i++) {
            int left = i % columns * width;
            int top = i / columns * height;
            for (int y = 0; y < height; y++) {
                System.arraycopy(
                        portraits.get(i).rgb(),
                        3 * y * width,
                        pixels,
                        3 * ((top + y) * columns * width + left),
                        3 * width);
            }
        }
        Picture group = new Picture(columns * width, numbers.length / columns * height, pixels);
        return new FilePayload("group.png", "image/png", PictureWriter.png(group));
    }

    /** A portrait that is so blurred that the classifier is uncertain. */
    static FilePayload blurred() throws IOException {
        Picture blurred = Corruption.BLUR.apply(decode(bytes(47)), 4, new SplittableRandom(SEED));
        return new FilePayload("blurred.png", "image/png", PictureWriter.png(blurred));
    }

    /** An image without a face. */
    static FilePayload gray() {
        byte[] pixels = new byte[3 * 320 * 240];
        Arrays.fill(pixels, (byte) 128);
        return new FilePayload("gray.png", "image/png", PictureWriter.png(new Picture(320, 240, pixels)));
    }

    private static Picture decode(byte[] file) throws IOException {
        return new SafeImageDecoder().decode(file);
    }

    private static FilePayload of(int number) throws IOException {
        return file(bytes(number));
    }

    private static FilePayload file(byte[] bytes) {
        return new FilePayload("portrait.jpg", "image/jpeg", bytes);
    }

    private static byte[] bytes(int number) throws IOException {
        String entry = "img_align_celeba/%06d.jpg".formatted(number);
        List<byte[]> files = new ArrayList<>();
        new SyntheticPortraits(SEED, number).visit(Set.of(entry), (name, bytes) -> files.add(bytes));
        return files.get(0);
    }
}
