package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.FeatureMaps;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Network;
import dev.gioconda.nn.Normalisation;
import dev.gioconda.nn.OneThread;
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
@ExtendWith(OneThread.class)
class HeatMapTest {

    @ParameterizedTest
    @ValueSource(strings = {"study-cnn", "compact", "resnet18/linear", "vgg19:width=0.125/study"})
    void every_network_can_be_asked_in_two_steps_and_shows_where_it_looked(String id) {
        Architecture architecture = Architecture.of(id);
        torch.manual_seed(1);
        Network network = architecture.build(64, 64, 1);
        network.eval();
        Forward forward = new Forward(network, architecture.output(), Normalisation.STANDARDISE, Precision.FLOAT32);
        try (PointerScope scope = new PointerScope()) {
            Tensor picture = torch.rand(1, 3, 64, 64);
            try (NoGradGuard noGrad = new NoGradGuard()) {
                FeatureMaps maps = (FeatureMaps) network;
                assertThat(torch.equal(network.forward(picture), maps.answers(maps.features(picture))))
                        .isTrue();
            }
            HeatMap yes = HeatMap.of(forward, picture, 0, true);
            HeatMap no = HeatMap.of(forward, picture, 0, false);
            assertThat(yes.values()).hasSize(yes.rows() * yes.columns());
            for (HeatMap map : new HeatMap[] {yes, no}) {
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
    void the_map_follows_what_the_network_sees() throws IOException {
        Classifier classifier = Classifier.load(ModelShelf.embedded());
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
        HeatMap map = classifier.heat(picture, true);
        assertThat(classifier.heat(picture, true).values()).isEqualTo(map.values());
        assertThat(classifier
                        .heat(new Picture(input.columns(), input.rows(), mirrored), true)
                        .values())
                .isNotEqualTo(map.values());
    }
}
