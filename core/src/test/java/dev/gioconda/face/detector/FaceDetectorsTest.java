package dev.gioconda.face.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.detection.ObjectDetector;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.image.Picture;
import dev.gioconda.model.DetectorFiles;
import dev.gioconda.nn.DetectorNet;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.fetch.WeightCatalog;
import dev.gioconda.weights.fetch.WeightFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceDetectorsTest {

    @TempDir
    private Path cache;

    private OfficialWeights weights() {
        return new OfficialWeights(WeightCatalog.official(), new WeightFolder(cache));
    }

    @Test
    @Tag("integration") // loads the cascades
    void cascades_need_no_file() {
        try (FaceDetector detector =
                FaceDetectors.named(FaceDetectors.CASCADES, weights()).open()) {
            assertThat(detector.id()).isEqualTo("cascades");
        }
    }

    @Test
    void a_network_outlives_the_scope_that_it_is_first_used_in() throws IOException {
        DetectorNet network;
        try (PointerScope scope = new PointerScope()) {
            network = DetectorFiles.network(DetectorFiles.embedded(), DetectorFiles.manifest(DetectorFiles.embedded()));
        }
        Picture gray = new Picture(64, 64, new byte[3 * 64 * 64]);
        assertThat(new ObjectDetector(network, 0.5).detect(gray)).isEmpty();
    }

    @Test
    void unknown_detector_is_rejected_with_the_known_ones() {
        assertThatThrownBy(() -> FaceDetectors.named("mtcnn", weights()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mtcnn")
                .hasMessageContaining("auto, yunet, gioconda, cascades, or the folder of a trained detector");
    }

    @Test
    void yunet_is_chosen_where_its_file_is() throws IOException {
        assertThat(FaceDetectors.named(FaceDetectors.AUTO, weights()))
                .isEqualTo(new FaceDetectors(FaceDetectors.GIOCONDA, null));
        assertThatThrownBy(() -> FaceDetectors.named(FaceDetectors.YUNET, weights()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gioconda weights fetch yunet");
        Path file = cache.resolve(WeightCatalog.official().of("yunet").get(0).name());
        Files.write(file, new byte[9]);
        assertThat(FaceDetectors.named(FaceDetectors.AUTO, weights()))
                .isEqualTo(new FaceDetectors(FaceDetectors.YUNET, file));
    }

    @Test
    void missing_file_is_reported_with_its_name() {
        assertThatThrownBy(() -> new FaceDetectors(FaceDetectors.YUNET, Path.of("missing.onnx")).open())
                .hasMessageContaining("missing.onnx");
    }
}
