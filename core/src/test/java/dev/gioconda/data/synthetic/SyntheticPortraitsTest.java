package dev.gioconda.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.TinyDatasetFixture;
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

    private static Map<String, byte[]> bytes(PictureArchive archive, Set<String> entries) throws IOException {
        Map<String, byte[]> found = new HashMap<>();
        archive.visit(entries, found::put);
        return found;
    }

    @Test
    void portrait_depends_on_seed_and_index_only() throws IOException {
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
    void written_portraits_are_read_by_the_celeba_reader() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(5, 60);
        Path folder = temp.resolve("painted");
        portraits.write(folder);
        Dataset read = Datasets.open(List.of(folder));
        Dataset painted = portraits.dataset();
        assertThat(read.attributes()).isEqualTo(painted.attributes());
        assertThat(TinyDatasetFixture.summary(read))
                .isEqualTo(TinyDatasetFixture.summary(painted).stream()
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
    void attributes_vary_and_half_of_the_portraits_smile() {
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
        assertThat(Splits.predefined().apply(set).sharedPersons()).isEmpty();
        assertThat(Splits.predefined().apply(set).test()).hasSize(200);
    }

    @Test
    void one_person_keeps_the_face_and_changes_expression() {
        Set<Double> smiles = new HashSet<>();
        for (int i = 0; i < Portrait.PORTRAITS_PER_PERSON; i++) {
            Portrait portrait = Portrait.of(9, i);
            assertThat(portrait.person()).isEqualTo(Portrait.of(9, 0).person());
            smiles.add(portrait.scene().smile());
        }
        assertThat(smiles).hasSize(Portrait.PORTRAITS_PER_PERSON);
        assertThat(Portrait.of(9, Portrait.PORTRAITS_PER_PERSON).person())
                .isNotEqualTo(Portrait.of(9, 0).person());
    }

    /** The same face frowning and grinning: the ends of the line between the lips, its darkest pixels, must rise. */
    @Test
    void mouth_corners_rise_with_the_smile() {
        int compared = 0;
        for (int i = 0; i < 120; i++) {
            Portrait portrait = Portrait.of(2, i);
            if (portrait.person().beard() != Portrait.Beard.NONE) {
                continue;
            }
            compared++;
            for (int side = -1; side <= 1; side += 2) {
                int x = (int) Math.round(PortraitHead.of(portrait).mouthX() + side * 12);
                int frowning = darkestRow(PortraitPainter.paint(renderClosedMouth(portrait, -0.6)), x);
                int grinning = darkestRow(PortraitPainter.paint(renderClosedMouth(portrait, 0.6)), x);
                assertThat(grinning).as("portrait %d, side %d", i, side).isLessThan(frowning);
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    private static Portrait renderClosedMouth(Portrait portrait, double smile) {
        Portrait.Scene m = portrait.scene();
        return new Portrait(
                portrait.person(),
                new Portrait.Scene(
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
                        m.clothing(),
                        m.lightAngle(),
                        m.light(),
                        0,
                        0,
                        m.quality(),
                        m.noiseSeed()));
    }

    private static int darkestRow(BufferedImage image, int x) {
        int darkest = 0;
        int minimum = Integer.MAX_VALUE;
        for (int y = 146; y < 166; y++) {
            int rgb = image.getRGB(x, y);
            int sum = ((rgb >> 16) & 0xff) + ((rgb >> 8) & 0xff) + (rgb & 0xff);
            if (sum < minimum) {
                minimum = sum;
                darkest = y;
            }
        }
        return darkest;
    }

    @Test
    void synthetic_is_opened_by_name_and_joins_files() throws IOException {
        assertThat(Datasets.open("synthetic").examples()).hasSize(2000);
        assertThat(Datasets.open(" ").name()).isEqualTo("synthetic");
        Path folder = temp.resolve("painted");
        new SyntheticPortraits(5, 4).write(folder);
        Dataset joined = Datasets.open(folder + ",synthetic:8");
        assertThat(joined.name()).isEqualTo("painted+synthetic");
        assertThat(joined.examples()).hasSize(12);
        assertThatThrownBy(() -> Datasets.open("synthetic,synthetic:3")).hasMessageContaining("listed twice");
        assertThatThrownBy(() -> new SyntheticPortraits(1, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new SyntheticPortraits(1, 2).visit(Set.of("x.jpg"), (entry, bytes) -> {}))
                .isInstanceOf(DatasetException.class);
    }
}
