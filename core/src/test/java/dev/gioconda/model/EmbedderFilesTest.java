package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.nn.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedderFilesTest {

    private static final List<Integer> NARROW = Collections.nCopies(14, 2);

    @TempDir
    private Path folder;

    private Path version(List<Integer> widths) throws IOException {
        Path version = folder.resolve("gioconda/20261130-120000");
        EmbedderManifest manifest = new EmbedderManifest(
                EmbedderManifest.FORMAT,
                "gioconda",
                "20261130-120000",
                widths,
                Normalization.DLIB,
                Map.of(),
                Map.of(),
                "",
                Map.of());
        EmbedderFiles.write(version, manifest, new EmbeddingNet(NARROW), "# gioconda\n");
        return version;
    }

    @Test
    void a_written_embedder_is_read_back() throws IOException {
        Path version = version(NARROW);
        assertThat(EmbedderFiles.manifest(version).widths()).isEqualTo(NARROW);
        assertThat(EmbedderFiles.network(version).parameterCount())
                .isEqualTo(new EmbeddingNet(NARROW).parameterCount());
    }

    @Test
    void changed_weights_are_reported() throws IOException {
        Path version = version(NARROW);
        Path weights = version.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        assertThatThrownBy(() -> EmbedderFiles.network(version))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed or damaged");
    }

    @Test
    void weights_of_another_network_are_reported() throws IOException {
        Path version = version(Collections.nCopies(14, 3));
        assertThatThrownBy(() -> EmbedderFiles.network(version))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("weights of another network");
    }
}
