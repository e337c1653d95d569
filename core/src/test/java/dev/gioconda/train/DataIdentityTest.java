package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.CropGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is resumed with its own data, or with others. */
class DataIdentityTest {

    private static final CropGeometry SMALL = new CropGeometry(0, 40, 178, 178, 16, 16, false);

    @TempDir
    private Path temp;

    @Test
    void same_data_are_accepted() throws IOException {
        RunFolder run = new RunFolder(temp);
        identity(portraits(1, 6)).requireIn(run);
        identity(portraits(1, 6)).requireIn(run);
        assertThat(Files.readString(temp.resolve("data.json"))).contains("\"format\":1", "training images", "6 ");
    }

    @Test
    void exchanged_labels_are_rejected() throws IOException {
        RunFolder run = new RunFolder(temp);
        identity(portraits(1, 6)).requireIn(run);
        List<Example> exchanged = portraits(1, 6).stream()
                .map(e -> {
                    byte[] labels = e.labels().clone();
                    for (int i = 0; i < labels.length; i++) {
                        labels[i] = (byte) (1 - labels[i]);
                    }
                    return e.withLabels(labels);
                })
                .toList();
        assertThatThrownBy(() -> identity(exchanged).requireIn(run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The data differ from those that the run")
                .hasMessageContaining("its training labels.");
    }

    @Test
    void fewer_or_other_images_are_rejected() throws IOException {
        RunFolder run = new RunFolder(temp);
        identity(portraits(1, 6)).requireIn(run);
        assertThatThrownBy(() -> identity(portraits(1, 6).subList(0, 5)).requireIn(run))
                .hasMessageContaining("its training images, training labels, training pixels");
        assertThatThrownBy(() -> identity(portraits(2, 6)).requireIn(run)).hasMessageContaining("training pixels");
    }

    private static List<Example> portraits(long seed, int count) {
        return new SyntheticPortraits(seed, count).dataset().examples();
    }

    private static DataIdentity identity(List<Example> examples) throws IOException {
        try (Faces faces = new FaceLoader(SMALL, FaceCache.MEMORY_LIMIT).load(examples, () -> {})) {
            return DataIdentity.of(Map.of("training", faces));
        }
    }
}
