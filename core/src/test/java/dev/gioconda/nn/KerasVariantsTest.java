package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Differences of Keras' networks from torchvision's: computed by hand, and with reference numbers of Keras. */
@ExtendWith(SingleThreadExtension.class)
@Tag("integration") // takes more than two seconds
class KerasVariantsTest {

    private static final int INPUT_SEED = 9999;

    static List<JsonNode> golden() throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        try (InputStream file = KerasVariantsTest.class.getResourceAsStream("keras/forward.json")) {
            new ObjectMapper().readTree(file).forEach(entries::add);
        }
        return entries;
    }

    @ParameterizedTest
    @MethodSource("golden")
    void layer_outputs_match_keras(JsonNode entry) {
        String network = entry.get("network").asText();
        GoldenComparison comparison = new GoldenComparison();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Backbone backbone = BackboneSpec.parse(network).build(0);
            GoldenFillFixture.fill(backbone, GoldenFillFixture.keys(backbone));
            backbone.eval();
            Tensor x = GoldenFillFixture.tensor(
                    INPUT_SEED,
                    0,
                    2,
                    1,
                    3,
                    entry.get("height").asLong(),
                    entry.get("width").asLong());
            List<String> taps = new ArrayList<>();
            for (Iterator<String> names = entry.get("outputs").fieldNames(); names.hasNext(); ) {
                taps.add(names.next());
            }
            for (Map.Entry<String, Tensor> tap : backbone.layerOutputs(x, taps).entrySet()) {
                JsonNode expected = entry.get("outputs").get(tap.getKey());
                assertThat(tap.getValue().shape())
                        .containsExactly(new ObjectMapper().convertValue(expected.get("shape"), long[].class));
                comparison.check(network + " " + tap.getKey(), tap.getValue(), expected);
            }
        }
        System.out.println(comparison.row(network));
    }

    /**
     * Kernels of ones on pictures of ones count the positions under the kernel. Keras starts at the upper left corner of an even map: a
     * 3x3 kernel covers rows 0 to 2, then 2, 3 and one of zeros.
     */
    @ParameterizedTest
    @CsvSource({"3, 4, 4, 9 6 6 4", "5, 4, 4, 16 12 12 9", "3, 3, 3, 4 4 4 4", "3, 4, 3, 6 6 4 4", "5, 3, 4, 12 9 12 9"
    })
    void stride_2_is_padded_like_keras(int kernel, long rows, long columns, String counts) {
        ConvNorm layer = ones(kernel, 2, true);
        Tensor sums = layer.forward(torch.ones(1, 1, rows, columns));
        float[] expected = new float[4];
        for (int i = 0; i < 4; i++) {
            expected[i] = Float.parseFloat(counts.split(" ", -1)[i]) / (float) Math.sqrt(1 + 1e-3);
        }
        assertThat(Tensors.floats(sums)).containsExactly(expected, within(1e-5f));
    }

    @Test
    void torchvision_pads_symmetrically() {
        Tensor sums = ones(3, 2, false).forward(torch.ones(1, 1, 4, 4));
        assertThat(Tensors.floats(sums)).containsExactly(new float[] {4, 6, 6, 9}, within(1e-3f));
    }

    @Test
    void stride_1_padding_is_equal_in_both() {
        Tensor x = Tensors.uniform(Tensors.generator(1), 1, 1, 5, 6);
        Tensor keras = ones(5, 1, true).forward(x).mul(new Scalar(Math.sqrt(1 + 1e-3)));
        Tensor torchvision = ones(5, 1, false).forward(x).mul(new Scalar(Math.sqrt(1 + 1e-5)));
        assertThat(Tensors.floats(keras)).containsExactly(Tensors.floats(torchvision), within(1e-4f));
    }

    private static ConvNorm ones(int kernel, int stride, boolean keras) {
        ConvNorm layer = new ConvNorm(1, 1, kernel, stride, 1, keras);
        layer.eval(); // running mean 0 and variance 1: y / sqrt(1 + epsilon)
        try (NoGradGuard noGrad = new NoGradGuard()) {
            layer.parameters().get(0).fill_(new Scalar(1.0));
        }
        return layer;
    }

    /** A normalization of a map without variance gives {@code x / sqrt(epsilon)}. */
    @ParameterizedTest
    @CsvSource({
        "densenet121, norm0, 1e-5",
        "densenet121:keras, norm0, 1.001e-5",
        "resnet50, bn1, 1e-5",
        "resnet50:keras, bn1, 1.001e-5",
        "resnet18, bn1, 1e-5"
    })
    void batch_norm_epsilon_matches_the_network_family(String spec, String layer, double epsilon) {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.parse(spec).build(0);
            backbone.eval();
            int at = backbone.indexOf(layer);
            BatchNorm2dImpl norm =
                    (BatchNorm2dImpl) backbone.layers().get(at).modules().get(0);
            norm.running_var().zero_();
            float[] y = Tensors.floats(backbone.forwardRange(torch.ones(1, 64, 1, 1), at, at + 1));
            assertThat((double) y[0]).isCloseTo(1 / Math.sqrt(epsilon), within(0.01)); // 316.23 or 316.07
        }
    }

    /** As in the paper; torchvision's "v1.5" has it in the 3x3. */
    @Test
    void keras_resnet_has_biases_and_stride_in_first_convolution() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> keras =
                    BackboneSpec.parse("resnet50:keras").build(0).state();
            Map<String, Tensor> torchvision =
                    BackboneSpec.of("resnet50").build(0).state();
            assertThat(Objects.requireNonNull(keras.get("layer4.0.downsample.0.bias"))
                            .shape())
                    .containsExactly(2048);
            assertThat(keras.keySet()).containsAll(torchvision.keySet());
            assertThat(keras).hasSize(torchvision.size() + 53); // one per convolution
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet18"})
    void network_without_keras_variant_is_rejected(String network) {
        assertThatThrownBy(() -> BackboneSpec.parse(network + ":keras"))
                .hasMessage("Keras has no %s, so there is no Keras variant; remove \"keras\".".formatted(network));
    }

    @Test
    void squeezenet_of_keras_drops_an_odd_last_row() {
        try (PointerScope scope = new PointerScope()) {
            Tensor picture = torch.zeros(1, 3, 65, 65);
            for (String variant : new String[] {"squeezenet1_1", "squeezenet1_1:keras"}) {
                Tensor output = Objects.requireNonNull(BackboneSpec.parse(variant)
                        .build(0)
                        .layerOutputs(picture, List.of("features.3"))
                        .get("features.3"));
                assertThat(output.size(2)).as(variant).isEqualTo(variant.endsWith("keras") ? 15 : 16);
            }
        }
    }
}
