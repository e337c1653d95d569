package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.nn.CompactNet;
import dev.gioconda.nn.Network;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

    @TempDir
    private Path models;

    private final Network network = new CompactNet(1);

    private Path write(String name, String version) throws IOException {
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                name,
                version,
                "compact",
                Output.SIGMOID,
                new CropGeometry(25, 57, 128, 128, 32, 32, false),
                Normalization.STANDARDISE,
                true,
                List.of("Smiling"),
                "Smiling",
                new Manifest.ClassifierCalibration(1.5, 0.5, 0.05),
                Map.of("validation.accuracy", 0.9),
                new Manifest.DataSummary("synthetic", 96, 12, "00"),
                "network = \"compact\"",
                "",
                List.of(),
                Map.of());
        Path folder = models.resolve(name).resolve(version);
        ModelFiles.write(folder, manifest, network.state(), ScalarType.Float, "# card\n");
        return folder;
    }

    @Test
    void version_round_trip_keeps_weights_and_file_hashes() throws IOException {
        Path folder = write("compact", "20261124-101500");
        Manifest manifest = ModelFiles.manifest(folder);
        assertThat(manifest.id()).isEqualTo("compact/20261124-101500");
        assertThat(manifest.files()).containsOnlyKeys("weights.safetensors", "card.md");
        assertThat(manifest.files())
                .containsEntry("card.md", Hashes.sha256(Files.readAllBytes(folder.resolve("card.md"))));
        Network read = ModelFiles.network(folder, manifest);
        read.state().forEach((name, tensor) -> assertThat(Tensors.floats(tensor))
                .as(name)
                .isEqualTo(Tensors.floats(Objects.requireNonNull(network.state().get(name)))));
    }

    @Test
    void classifier_accepts_only_crops_of_its_input_size() throws IOException {
        Classifier classifier = Classifier.load(write("compact", "1"));
        Picture blank = new Picture(32, 32, new byte[32 * 32 * 3]);
        List<Classifier.Prediction> answers = classifier.classify(List.of(blank, blank));
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        assertThat(answers.get(0).probability()).isBetween(0.0, 1.0);
        assertThat(classifier.classify(List.of())).isEmpty();
        assertThatThrownBy(() -> classifier.classify(List.of(new Picture(31, 32, new byte[31 * 32 * 3]))))
                .hasMessage("A crop is 31 x 32, compact/1 expects 32 x 32.");
    }

    @Test
    void modified_weights_file_is_rejected() throws IOException {
        Path folder = write("compact", "1");
        byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
        weights[weights.length - 5] ^= 1;
        Files.write(folder.resolve("weights.safetensors"), weights);
        assertThatThrownBy(() -> Classifier.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("weights.safetensors was changed or damaged");
    }

    @Test
    void newer_format_is_rejected() throws IOException {
        Path folder = write("compact", "1");
        Path file = folder.resolve("manifest.json");
        String text = Files.readString(file);
        assertThat(text).contains("\"format\" : 2,");
        Files.writeString(file, text.replace("\"format\" : 2,", "\"format\" : 3, \"teacher\" : \"none\","));
        assertThatThrownBy(() -> ModelFiles.manifest(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has format 3, but this program supports formats up to 2; update Gioconda");
        Files.writeString(file, text.substring(0, 100));
        assertThatThrownBy(() -> ModelFiles.manifest(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
        Files.writeString(file, text.replace("\"target\"", "\"aim\""));
        assertThatThrownBy(() -> ModelFiles.manifest(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void version_is_never_overwritten() throws IOException {
        Path folder = write("compact", "1");
        byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
        assertThatThrownBy(() -> write("compact", "1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists already");
        assertThat(Files.readAllBytes(folder.resolve("manifest.json"))).isEqualTo(manifest);
        try (Stream<Path> entries = Files.list(folder.getParent())) {
            assertThat(entries).containsExactly(folder); // no draft is left
        }
    }

    @Test
    void versions_are_found_by_folder_name_version_and_age() throws IOException {
        Path oldest = write("compact", "20260101-000000");
        Path newest = write("compact", "20260202-000000");
        Path other = write("study-cnn", "20260303-000000");
        ModelLocator locator = ModelLocator.local(models);
        assertThat(locator.find(oldest.toString())).isEqualTo(oldest);
        assertThat(locator.find("compact")).isEqualTo(newest);
        assertThat(locator.find("compact/20260101-000000")).isEqualTo(oldest);
        assertThat(locator.find("20260303-000000")).isEqualTo(other);
        assertThat(locator.find("smile")).isEqualTo(LocalModels.embedded());
        assertThat(locator.localModels().versions().stream().map(Manifest::id))
                .containsExactly("compact/20260101-000000", "compact/20260202-000000", "study-cnn/20260303-000000");
        assertThat(new LocalModels(models.resolve("nowhere")).versions()).isEmpty();
    }

    @Test
    void unknown_model_is_rejected_with_the_places_searched() throws IOException {
        write("compact", "20260101-000000");
        ModelLocator local = ModelLocator.local(models);
        assertThatThrownBy(() -> local.find("comp"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessageContaining("There is no model \"comp\"")
                .hasMessageContaining(models.toString())
                .hasMessageNotContaining("store");
        ModelLocator withStore = new ModelLocator(new LocalModels(models), reference -> Optional.empty());
        assertThatThrownBy(() -> withStore.find("comp")).hasMessageContaining("or the store");
    }

    @Test
    void store_is_searched_before_local_models() throws IOException {
        Path local = write("compact", "20260101-000000");
        Path stored = write("stored", "20260202-000000");
        ModelLocator locator = new ModelLocator(
                new LocalModels(models),
                reference -> reference.equals("compact") ? Optional.of(stored) : Optional.empty());
        assertThat(locator.find("compact")).isEqualTo(stored);
        assertThat(locator.find(local.toString())).isEqualTo(local);
        assertThat(locator.find("compact/20260101-000000")).isEqualTo(local);
    }

    @Test
    void folder_without_manifest_is_not_a_version() {
        assertThatThrownBy(() -> ModelFiles.manifest(models)).hasMessageContaining("is not a model version");
    }
}
