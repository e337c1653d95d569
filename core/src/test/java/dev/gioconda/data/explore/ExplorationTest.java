package dev.gioconda.data.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.TinyDatasetFixture;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.FolderArchive;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.reader.RealDatasetsTest;
import dev.gioconda.data.split.PictureSample;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.face.Framing;
import dev.gioconda.image.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorationTest {

    @TempDir
    private Path temp;

    private static Picture decode(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        if (image == null) {
            throw new IOException("not a picture");
        }
        return Picture.of(image);
    }

    private static Dataset labeledSet(int[]... labels) {
        PictureArchive archive = new FolderArchive(Path.of("nowhere"), 1);
        List<Example> examples = new ArrayList<>();
        for (int[] row : labels) {
            byte[] bytes = new byte[row.length];
            for (int i = 0; i < row.length; i++) {
                bytes[i] = (byte) row[i];
            }
            String name = "tiny/" + examples.size();
            examples.add(new Example(name, archive, name, Framing.CELEBA, bytes, null, null));
        }
        return new Dataset("tiny", List.of("A", "B", "C"), examples);
    }

    @Test
    void cooccurrence_counts_only_examples_with_both_labels() {
        Cooccurrence cooccurrence = Cooccurrence.of(labeledSet(
                new int[] {1, 1, 1}, new int[] {1, 1, 1}, new int[] {1, 0, 1}, new int[] {0, 1, 1}, new int[] {0, 0, -1
                }));
        // n11 = 2, n10 = 1, n01 = 1, n00 = 1: (2 * 1 - 1 * 1) / sqrt(3 * 2 * 3 * 2) = 1 / 6
        assertThat(cooccurrence.correlation()[0][1]).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(cooccurrence.correlation()[1][0]).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(cooccurrence.correlation()[0][0]).isCloseTo(1, within(1e-12));
        assertThat(cooccurrence.conditional()[0][1]).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(cooccurrence.conditional()[2][0]).isCloseTo(3 / 4.0, within(1e-12));
        assertThat(cooccurrence.correlation()[0][2]).isNaN();
    }

    @Test
    void synthetic_portraits_give_expected_statistics() throws IOException {
        Dataset set = new SyntheticPortraits(1, 100).dataset();
        Exploration found = Exploration.of(set, 7, ExplorationTest::decode);
        assertThat(found.pictures()).isEqualTo(100);
        assertThat(found.persons()).isEqualTo(25);
        assertThat(found.withoutPerson()).isZero();
        assertThat(found.sizes()).isEqualTo(Map.of("178 x 218", 32));
        for (long[] channel : found.colorHistogram()) {
            assertThat(Arrays.stream(channel).sum()).isEqualTo(32L * 178 * 218);
        }
        assertThat(found.balance()).hasSize(set.attributes().size()).allMatch(b -> b.yes() + b.no() == 100);
        assertThat(found.sample().pictures()).hasSize(32).doesNotHaveDuplicates();
        assertThat(PictureSample.draw(set, 32, 7, ExplorationTest::decode).pictures())
                .extracting(one -> one.example().name())
                .isEqualTo(found.sample().pictures().stream()
                        .map(one -> one.example().name())
                        .toList());
    }

    @Test
    void color_histogram_counts_each_channel() {
        byte[] rgb = {10, 20, 30, 10, 21, (byte) 255};
        Example example = labeledSet(new int[] {1, 1, 1}).examples().get(0);
        long[][] counts = new PictureSample(
                        List.of(new PictureSample.SampledPicture(example, new Picture(2, 1, rgb))), List.of())
                .colorHistogram();
        assertThat(counts[0][10]).isEqualTo(2);
        assertThat(counts[1][20]).isEqualTo(1);
        assertThat(counts[1][21]).isEqualTo(1);
        assertThat(counts[2][255]).isEqualTo(1);
    }

    @Test
    void broken_images_are_named_and_all_broken_is_an_error() throws IOException {
        Path folder = temp.resolve("set");
        new SyntheticPortraits(1, 5).write(folder);
        new TinyDatasetFixture().pictures("img_align_celeba/000002.jpg").folder(folder);
        Exploration found = Exploration.of(Datasets.open(List.of(folder)), 1, ExplorationTest::decode);
        assertThat(found.sample().pictures()).hasSize(4);
        assertThat(found.sample().broken()).containsExactly("set/000002.jpg: not a picture");

        Path all = new TinyDatasetFixture().pictures("a/1.jpg", "b/2.jpg").folder(temp.resolve("all"));
        assertThatThrownBy(() -> Exploration.of(Datasets.open(List.of(all)), 1, ExplorationTest::decode))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("None of 2 pictures drawn from all can be decoded");
    }

    @Test
    void celeba_statistics_match_the_study() throws IOException {
        Dataset set = RealDatasetsTest.open("celeba", "celeba_half");
        Exploration found = Exploration.of(set, 1, ExplorationTest::decode);
        assertThat(found.sizes().keySet()).containsOnly("178 x 218", "89 x 109");
        Exploration.AttributeCounts smiling = found.balance().get(set.indexOf("Smiling"));
        assertThat(smiling).isEqualTo(new Exploration.AttributeCounts("Smiling", 4342, 4657, 0));
        double[] mean = new double[3];
        for (int c = 0; c < 3; c++) {
            for (int v = 0; v < 256; v++) {
                mean[c] += (double) v * found.colorHistogram()[c][v];
            }
        }
        assertThat(mean[0]).isGreaterThan(mean[1]);
        double[] others = found.cooccurrence().correlation()[set.indexOf("Smiling")];
        assertThat(others[set.indexOf("High_Cheekbones")]).isGreaterThan(0.5);
    }
}
