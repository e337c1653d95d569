package dev.gioconda.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Tiny;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.split.Splits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticPortraitsTest {

    @TempDir
    private Path temp;

    private static Map<String, byte[]> bytes(PictureArchive archive, Set<String> wanted) throws IOException {
        Map<String, byte[]> found = new HashMap<>();
        archive.visit(wanted, found::put);
        return found;
    }

    @Test
    void aPortraitDependsOnSeedAndIndexAlone() throws IOException {
        String seventh = "img_align_celeba/000007.jpg";
        byte[] one = bytes(new SyntheticPortraits(3, 7), Set.of(seventh)).get(seventh);
        SyntheticPortraits more = new SyntheticPortraits(3, 20);
        assertThat(bytes(more, more.entries()).get(seventh)).isEqualTo(one);
        assertThat(bytes(new SyntheticPortraits(4, 7), Set.of(seventh)).get(seventh))
                .isNotEqualTo(one);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(one));
        assertThat(image.getWidth()).isEqualTo(178);
        assertThat(image.getHeight()).isEqualTo(218);
    }

    @Test
    void writtenPortraitsAreReadBackByTheCelebaReader() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(5, 60);
        Path folder = temp.resolve("painted");
        portraits.write(folder);
        Dataset read = Datasets.open(List.of(folder));
        Dataset painted = portraits.dataset();
        assertThat(read.attributes()).isEqualTo(painted.attributes());
        assertThat(Tiny.summary(read))
                .isEqualTo(Tiny.summary(painted).stream()
                        .map(line -> line.replace("synthetic/", "painted/").replace("synthetic:", "celeba:"))
                        .toList());
        Example tenth = read.examples().get(9);
        assertThat(bytes(tenth.archive(), Set.of(tenth.entry())))
                .hasEntrySatisfying(tenth.entry(), bytes -> assertThat(bytes)
                        .isEqualTo(visitOne(portraits, "img_align_celeba/000010.jpg")));
    }

    private static byte[] visitOne(PictureArchive archive, String entry) {
        try {
            return bytes(archive, Set.of(entry)).getOrDefault(entry, new byte[0]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyAttributeIsSeenAndAbsentAndSmilesAreHalf() {
        Dataset set = new SyntheticPortraits(1, 2000).dataset();
        for (String attribute : set.attributes()) {
            int index = set.indexOf(attribute);
            long yes =
                    set.examples().stream().filter(e -> e.labels()[index] == 1).count();
            assertThat(yes).as(attribute).isBetween(40L, 1800L);
        }
        int smiling = set.indexOf("Smiling");
        assertThat(set.examples().stream().filter(e -> e.labels()[smiling] == 1).count())
                .isBetween(900L, 1050L);
        assertThat(Splits.own().apply(set).sharedPersons()).isEmpty();
        assertThat(Splits.own().apply(set).test()).hasSize(200);
    }

    @Test
    void onePersonKeepsFaceAndHairAndChangesTheExpression() {
        Set<Double> smiles = new HashSet<>();
        for (int i = 0; i < Portrait.PER_PERSON; i++) {
            Portrait portrait = Portrait.of(9, i);
            assertThat(portrait.person()).isEqualTo(Portrait.of(9, 0).person());
            smiles.add(portrait.moment().smile());
        }
        assertThat(smiles).hasSize(Portrait.PER_PERSON);
        assertThat(Portrait.of(9, Portrait.PER_PERSON).person())
                .isNotEqualTo(Portrait.of(9, 0).person());
    }

    /** The same face frowning and grinning: the ends of the line between the lips, its darkest pixels, must rise. */
    @Test
    void theCornersOfTheMouthRiseWithTheSmile() {
        int compared = 0;
        for (int i = 0; i < 120; i++) {
            Portrait portrait = Portrait.of(2, i);
            if (portrait.person().beard() != Portrait.Beard.NONE) {
                continue;
            }
            compared++;
            for (int side = -1; side <= 1; side += 2) {
                int x = (int) Math.round(PortraitHead.of(portrait).mouthX() + side * 12);
                int frowning = darkestRow(PortraitPainter.paint(closed(portrait, -0.6)), x);
                int grinning = darkestRow(PortraitPainter.paint(closed(portrait, 0.6)), x);
                assertThat(grinning).as("portrait %d, side %d", i, side).isLessThan(frowning);
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    private static Portrait closed(Portrait portrait, double smile) {
        Portrait.Moment m = portrait.moment();
        return new Portrait(
                portrait.person(),
                new Portrait.Moment(
                        smile,
                        0,
                        m.skew(),
                        m.yaw(),
                        m.pitch(),
                        0,
                        0,
                        0,
                        m.glasses(),
                        m.hat(),
                        m.hue(),
                        m.cloth(),
                        m.lightAngle(),
                        m.light(),
                        0,
                        0,
                        m.quality(),
                        m.film()));
    }

    private static int darkestRow(BufferedImage image, int x) {
        int darkest = 0;
        int least = Integer.MAX_VALUE;
        for (int y = 146; y < 166; y++) {
            int rgb = image.getRGB(x, y);
            int sum = ((rgb >> 16) & 0xff) + ((rgb >> 8) & 0xff) + (rgb & 0xff);
            if (sum < least) {
                least = sum;
                darkest = y;
            }
        }
        return darkest;
    }

    @Test
    void itIsNamedOnTheCommandLineAndJoinsFiles() throws IOException {
        assertThat(Datasets.open("synthetic").examples()).hasSize(2000);
        assertThat(Datasets.open(" ").name()).isEqualTo("synthetic");
        Path folder = temp.resolve("painted");
        new SyntheticPortraits(5, 4).write(folder);
        Dataset joined = Datasets.open(folder + ",synthetic:8");
        assertThat(joined.name()).isEqualTo("painted+synthetic");
        assertThat(joined.examples()).hasSize(12);
        assertThatThrownBy(() -> Datasets.open("synthetic,synthetic:3")).hasMessageContaining("named twice");
        assertThatThrownBy(() -> new SyntheticPortraits(1, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new SyntheticPortraits(1, 2).visit(Set.of("x.jpg"), (entry, bytes) -> {}))
                .isInstanceOf(DatasetException.class);
    }
}
