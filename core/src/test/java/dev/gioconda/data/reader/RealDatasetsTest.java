package dev.gioconda.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Partition;
import dev.gioconda.face.Framing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The counts in the documentation of the real data sets. */
public class RealDatasetsTest {

    public static Dataset open(String... names) throws IOException {
        Path data = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data");
        List<String> paths = new ArrayList<>();
        for (String name : names) {
            Path path = data.resolve(name);
            assumeTrue(Files.exists(path), "skipped: needs the real data set " + path);
            paths.add(path.toString());
        }
        return Datasets.open(String.join(",", paths));
    }

    /** {@code [smiling, not smiling]} of a part; null takes the examples without a part. */
    private static List<Long> smiling(Dataset set, @Nullable Partition part) {
        int smiling = set.indexOf("Smiling");
        return List.of(
                set.examples().stream()
                        .filter(e -> e.partition() == part && e.labels()[smiling] == 1)
                        .count(),
                set.examples().stream()
                        .filter(e -> e.partition() == part && e.labels()[smiling] == 0)
                        .count());
    }

    @Test
    void celeba_has_the_documented_counts() throws IOException {
        Dataset set = open("celeba");
        assertThat(set.attributes()).hasSize(40);
        assertThat(set.indexOf("Smiling")).isEqualTo(31);
        assertThat(set.examples()).hasSize(4482).allMatch(e -> e.person() != null);
        assertThat(smiling(set, Partition.TRAIN)).containsExactly(1761L, 1800L);
        assertThat(smiling(set, Partition.VALIDATION)).containsExactly(224L, 223L);
        assertThat(smiling(set, Partition.TEST)).containsExactly(258L, 216L);
    }

    @Test
    void celeba_half_and_small_squares_have_documented_counts() throws IOException {
        Dataset half = open("celeba_half");
        assertThat(half.examples()).hasSize(4517);
        assertThat(smiling(half, Partition.TRAIN)).containsExactly(1684L, 1952L);
        Dataset small = open("celeba64");
        assertThat(small.attributes()).containsExactly("Bangs", "Eyeglasses", "No_Beard", "Smiling");
        assertThat(small.examples()).hasSize(9754).allMatch(e -> e.framing() == Framing.CELEBA);
        assertThat(smiling(small, Partition.TEST)).containsExactly(1303L, 1318L);
    }

    @Test
    void joined_celeba_editions_have_the_documented_counts() throws IOException {
        Dataset set = open("celeba", "celeba_half");
        assertThat(set.name()).isEqualTo("celeba+celeba_half");
        assertThat(set.examples().stream().filter(e -> e.partition() == Partition.TRAIN))
                .hasSize(7197);
        assertThat(set.examples().stream().filter(e -> e.partition() == Partition.VALIDATION))
                .hasSize(902);
        assertThat(set.examples().stream().filter(e -> e.partition() == Partition.TEST))
                .hasSize(900);
    }

    @Test
    void genki_smiles_and_wild_have_the_documented_counts() throws IOException {
        Dataset genki = open("genki4k");
        assertThat(genki.examples()).hasSize(4000).allMatch(e -> e.framing() == Framing.PHOTO);
        assertThat(smiling(genki, null)).containsExactly(2162L, 1838L);
        Dataset smiles = open("smiles");
        assertThat(smiles.examples()).hasSize(13151).allMatch(e -> e.framing() == Framing.LFWCROP);
        assertThat(smiling(smiles, null)).containsExactly(3683L, 9468L);
        Dataset wild = open("celeba_wild");
        assertThat(wild.examples()).hasSize(42).allMatch(e -> e.framing() == Framing.PHOTO);
        assertThat(smiling(wild, null)).containsExactly(20L, 22L);
    }

    @Test
    void labeled_folders_have_the_documented_counts() throws IOException {
        Dataset cifar = open("cifar10");
        assertThat(cifar.attributes()).hasSize(10).startsWith("airplane", "automobile");
        assertThat(cifar.examples().stream().filter(e -> e.partition() == Partition.TEST))
                .hasSize(5000);
        assertThat(cifar.examples()).hasSize(30_000);
        assertThat(open("wikiart").examples()).hasSize(300);
    }
}
