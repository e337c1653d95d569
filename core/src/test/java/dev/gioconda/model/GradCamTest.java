package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.FeatureMapNetwork;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Network;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grad-CAM. */
@ExtendWith(SingleThreadExtension.class)
class GradCamTest {

    @ParameterizedTest
    @ValueSource(strings = {"study-cnn", "compact", "resnet18/linear", "vgg19:width=0.125/study"})
    void every_network_gives_a_normalized_heat_map(String id) {
        Architecture architecture = Architecture.of(id);
        torch.manual_seed(1);
        Network network = architecture.build(64, 64, 1);
        network.eval();
        Forward forward = new Forward(network, architecture.output(), Normalization.STANDARDISE, Precision.FLOAT32);
        try (PointerScope scope = new PointerScope()) {
            Tensor picture = torch.rand(1, 3, 64, 64);
            try (NoGradGuard noGrad = new NoGradGuard()) {
                FeatureMapNetwork maps = (FeatureMapNetwork) network;
                assertThat(torch.equal(network.forward(picture), maps.forwardHead(maps.features(picture))))
                        .isTrue();
            }
            GradCam yes = GradCam.of(forward, picture, 0, true);
            GradCam no = GradCam.of(forward, picture, 0, false);
            assertThat(yes.values()).hasSize(yes.rows() * yes.columns());
            for (GradCam map : new GradCam[] {yes, no}) {
                for (float value : map.values()) {
                    assertThat(value).isBetween(0f, 1f);
                }
            }
            assertThat(yes.values()).isNotEqualTo(no.values());
            for (Tensor weight : network.weights()) {
                assertThat(weight.grad().defined())
                        .as("no weight has a gradient after it")
                        .isFalse();
            }
        }
    }

    @Test
    void heat_map_depends_on_the_input() throws IOException {
        Classifier classifier = Classifier.load(LocalModels.embedded());
        CropGeometry input = classifier.manifest().input();
        byte[] rgb = new byte[input.rows() * input.columns() * 3];
        new Random(7).nextBytes(rgb);
        Picture picture = new Picture(input.columns(), input.rows(), rgb);
        byte[] mirrored = new byte[rgb.length];
        for (int y = 0; y < input.rows(); y++) {
            for (int x = 0; x < input.columns(); x++) {
                System.arraycopy(
                        rgb, (y * input.columns() + x) * 3, mirrored, ((y + 1) * input.columns() - 1 - x) * 3, 3);
            }
        }
        GradCam map = classifier.gradCam(picture, true);
        assertThat(classifier.gradCam(picture, true).values()).isEqualTo(map.values());
        assertThat(classifier
                        .gradCam(new Picture(input.columns(), input.rows(), mirrored), true)
                        .values())
                .isNotEqualTo(map.values());
    }
}
