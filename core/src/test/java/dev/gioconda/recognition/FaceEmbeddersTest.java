package dev.gioconda.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.face.Face;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.model.EmbedderFiles;
import dev.gioconda.model.EmbedderManifest;
import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.nn.Normalization;
import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.fetch.WeightCatalog;
import dev.gioconda.weights.fetch.WeightFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceEmbeddersTest {

    @TempDir
    private Path cache;

    private FaceEmbedders embedders() {
        return new FaceEmbedders(new OfficialWeights(WeightCatalog.official(), new WeightFolder(cache)));
    }

    @ParameterizedTest
    @CsvSource({"both, mobilefacenet", "mobilefacenet, mobilefacenet", "dlib, face-api"})
    void missing_weights_are_named_with_the_command_that_fetches_them(String id, String network) {
        assertThatThrownBy(() -> embedders().open(id))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gioconda weights fetch " + network);
    }

    @Test
    void unknown_embedder_is_rejected_with_the_known_ones() {
        assertThat(FaceEmbedders.ids()).contains("auto", "both");
        assertThatThrownBy(() -> embedders().open("facenet"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("facenet")
                .hasMessageContaining("auto, both, mobilefacenet, dlib, gioconda");
    }

    @Test
    void without_files_the_embedder_of_the_program_is_used() throws IOException {
        try (FaceEmbedder embedder = embedders().open("auto")) {
            assertThat(embedder.id()).isEqualTo("gioconda");
            assertThat(embedder.dimensions()).isEqualTo(128);
        }
    }

    @Test
    void a_trained_embedder_is_opened_by_its_folder() throws IOException {
        Path version = cache.resolve("version");
        EmbedderManifest manifest = new EmbedderManifest(
                EmbedderManifest.FORMAT,
                "gioconda",
                "20261130-120000",
                Collections.nCopies(14, 2),
                Normalization.DLIB,
                Map.of(),
                Map.of(),
                "",
                Map.of());
        EmbedderFiles.write(version, manifest, new EmbeddingNet(manifest.widths()), "# gioconda\n");
        try (FaceEmbedder embedder = embedders().open(version.toString())) {
            assertThat(embedder.id()).isEqualTo(version.toAbsolutePath().toString());
            assertThat(embedder.embed(PictureFixture.noise(178, 218, 1), new Face(30, 70, 110, 110, 0, 1)))
                    .hasSize(128);
        }
        assertThatThrownBy(() -> embedders().open(cache.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a model version");
    }

    @Test
    void weights_of_another_format_are_reported() throws IOException {
        Path file = cache.resolve(
                WeightCatalog.official().of("mobilefacenet").get(0).name());
        Safetensors.write(file, Map.of("bias", Tensors.of(new float[] {1, 2}, 2)), ScalarType.Float, Map.of());
        assertThatThrownBy(() -> embedders().open("mobilefacenet"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not an ONNX or TensorFlow Lite file")
                .hasMessageContaining("weights fetch mobilefacenet");
    }
}
