package dev.gioconda.server.browser;

import com.microsoft.playwright.options.FilePayload;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    private static FilePayload of(int number) throws IOException {
        String entry = "img_align_celeba/%06d.jpg".formatted(number);
        List<byte[]> files = new ArrayList<>();
        new SyntheticPortraits(SEED, number).visit(Set.of(entry), (name, bytes) -> files.add(bytes));
        return file(files.get(0));
    }

    private static FilePayload file(byte[] bytes) {
        return new FilePayload("portrait.jpg", "image/jpeg", bytes);
    }
}
