package dev.gioconda.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.PictureFixture;
import dev.gioconda.nn.DetectorNet;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ObjectDetectorTest {

    private static DetectedObject box(double x, double side, double score) {
        return new DetectedObject(x, 50, side, side, List.of(), score);
    }

    @Test
    void boxes_of_one_object_are_averaged_by_score() {
        List<DetectedObject> merged =
                ObjectDetector.merged(List.of(box(50, 20, 0.9), box(150, 30, 0.6), box(52, 20, 0.45)));
        assertThat(merged).hasSize(2);
        assertThat(merged.get(0).x()).isCloseTo((50 * 0.9 + 52 * 0.45) / 1.35, within(1e-9));
        assertThat(merged.get(0).score()).isEqualTo(0.9);
        assertThat(merged.get(1)).isEqualTo(box(150, 30, 0.6));
    }

    @Test
    void boxes_inside_of_clearer_ones_are_dropped() {
        assertThat(ObjectDetector.merged(List.of(box(50, 40, 0.9), box(45, 18, 0.8), box(95, 40, 0.7))))
                .containsExactly(box(50, 40, 0.9), box(95, 40, 0.7));
        assertThat(ObjectDetector.merged(List.of(box(45, 18, 0.9), box(50, 40, 0.8))))
                .containsExactly(box(45, 18, 0.9));
    }

    @Test
    void network_gives_fifteen_numbers_per_cell() {
        try (PointerScope scope = new PointerScope()) {
            DetectorNet network = new DetectorNet();
            assertThat(network.parameterCount()).isEqualTo(172_279);
            Tensor outputs = network.forward(torch.rand(2, 3, 64, 96));
            assertThat(outputs.shape()).containsExactly(2, 12 * 8 + 6 * 4 + 3 * 2, DetectorNet.OUTPUTS);
        }
    }

    @Test
    void pictures_of_any_size_are_padded() {
        DetectorNet network = new DetectorNet();
        network.eval();
        ObjectDetector detector = new ObjectDetector(network, 0.999);
        assertThat(detector.detect(PictureFixture.gradient(33, 65))).isEmpty();
        assertThat(detector.detect(PictureFixture.plain(1, 1, 0))).isEmpty();
    }
}
