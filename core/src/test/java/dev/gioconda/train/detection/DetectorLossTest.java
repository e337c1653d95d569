package dev.gioconda.train.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.detection.CellBoxes;
import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.nn.DetectorNet;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class DetectorLossTest {

    @Test
    void loss_is_zero_only_for_the_annotated_boxes() {
        try (PointerScope scope = new PointerScope()) {
            DetectedObject object = new DetectedObject(64, 64, 40, 50, List.of(), 1);
            AnnotatedPicture scene =
                    new AnnotatedPicture(PictureFixture.plain(128, 128, 0), List.of(object), List.of());
            CellTargets targets = new CellTargets(scene);
            List<CellBoxes.Cell> cells = new CellBoxes(128, 128).cells();
            float[] right = new float[cells.size() * DetectorNet.OUTPUTS];
            for (int i = 0; i < cells.size(); i++) {
                float[] code = cells.get(i).encode(object);
                System.arraycopy(code, 0, right, i * DetectorNet.OUTPUTS, code.length);
                right[i * DetectorNet.OUTPUTS] = targets.object(i) == CellTargets.BACKGROUND ? -20 : 20;
            }
            DetectorLoss loss = DetectorLoss.of(List.of(scene));
            assertThat(value(loss, right)).isCloseTo(0, within(1e-6));
            float[] shifted = right.clone();
            for (int i = 0; i < cells.size(); i++) {
                shifted[i * DetectorNet.OUTPUTS + CellBoxes.BOX] += 0.5f;
            }
            assertThat(value(loss, shifted)).isGreaterThan(0.05);
            float[] missed = right.clone();
            for (int i = 0; i < cells.size(); i++) {
                missed[i * DetectorNet.OUTPUTS] = -20;
            }
            assertThat(value(loss, missed)).isGreaterThan(1);
        }
    }

    private static double value(DetectorLoss loss, float[] outputs) {
        return Tensors.scalar(
                loss.of(Tensors.of(outputs, 1, outputs.length / DetectorNet.OUTPUTS, DetectorNet.OUTPUTS)));
    }
}
