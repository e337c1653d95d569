package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {

    @TempDir
    private Path folder;

    private static Tensor pictures(int n, int side) {
        return Tensors.uniform(Tensors.generator(5), n, 3, side, side);
    }

    private static List<Architecture> networks() {
        return Architecture.STANDALONE;
    }

    private static List<String> shapes(Network network) {
        List<String> shapes = new ArrayList<>();
        network.state().forEach((name, tensor) -> shapes.add(name + " " + Arrays.toString(tensor.shape())));
        return shapes;
    }

    // ---- contract of every network

    @ParameterizedTest
    @MethodSource("networks")
    void every_network_outputs_all_attributes_per_image(Architecture architecture) {
        Network network = architecture.build(32, 32, 3);
        Tensor raw = network.forward(pictures(2, 32));
        assertThat(raw.shape()).containsExactly(2, architecture.output().outputCount(3));
        assertThat(architecture.output().logits(raw).shape()).containsExactly(2, 3);
        assertThat(Architecture.of(architecture.id())).isEqualTo(architecture);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_network_is_deterministic_only_in_evaluation(Architecture architecture) {
        Network network = architecture.build(32, 32, 1);
        Tensor x = pictures(4, 32);
        network.train(true);
        assertThat(Tensors.floats(network.forward(x))).isNotEqualTo(Tensors.floats(network.forward(x)));
        network.eval();
        assertThat(Tensors.floats(network.forward(x))).isEqualTo(Tensors.floats(network.forward(x)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_network_survives_a_file_round_trip(Architecture architecture) throws IOException {
        Network network = architecture.build(32, 32, 2);
        network.train(true);
        network.forward(pictures(4, 32)); // so that the batch statistics are not initial values
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, network.state(), ScalarType.Float, Map.of());
        Network other = architecture.build(32, 32, 2);
        other.load(Safetensors.read(file));
        network.eval();
        other.eval();
        Tensor x = pictures(2, 32);
        assertThat(Tensors.floats(other.forward(x))).isEqualTo(Tensors.floats(network.forward(x)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradients_reach_every_weight(Architecture architecture) {
        Network network = architecture.build(32, 32, 1);
        network.train(true);
        architecture
                .output()
                .logits(network.forward(pictures(4, 32)))
                .square()
                .sum()
                .backward();
        Map<String, Tensor> state = network.state();
        List<Tensor> weights = network.weights();
        List<String> names = List.copyOf(state.keySet());
        for (int i = 0; i < weights.size(); i++) {
            assertThat(weights.get(i).grad().defined()).as(names.get(i)).isTrue();
            assertThat(Tensors.scalar(weights.get(i).grad().isfinite().all()))
                    .as(names.get(i))
                    .isEqualTo(1);
            assertThat(Tensors.scalar(weights.get(i).grad().abs().sum()))
                    .as(names.get(i))
                    .isPositive();
        }
    }

    // ---- the study's network

    @Test
    void study_network_has_the_published_layers() {
        Network network = new StudyCnn(64, 64, 2);
        List<String> expected = new ArrayList<>();
        int in = 3;
        for (int block = 1; block <= 3; block++) {
            int out = 16 << block; // 32, 64, 128
            for (int conv = 1; conv <= 2; conv++) {
                expected.add("block%d.conv%d.weight [%d, %d, 4, 4]".formatted(block, conv, out, conv == 1 ? in : out));
                expected.add("block%d.conv%d.bias [%d]".formatted(block, conv, out));
                for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                    expected.add("block%d.norm%d.%s [%d]".formatted(block, conv, part, out));
                }
            }
            in = out;
        }
        expected.add("dense.weight [2, 8192]"); // 128 kernels at 8 x 8
        expected.add("dense.bias [2]");
        assertThat(shapes(network)).containsExactlyInAnyOrderElementsOf(expected);
        // convolutions 16 in out + out, batch norms 2 out:
        //   block 1: 1,568 + 16,416 + 2 x 64 = 18,112
        //   block 2: 32,832 + 65,600 + 2 x 128 = 98,688
        //   block 3: 131,200 + 262,272 + 2 x 256 = 393,984
        //   dense: 2 x 8,192 + 2 = 16,386
        assertThat(network.parameterCount()).isEqualTo(18_112 + 98_688 + 393_984 + 16_386);
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "80, 64", "32, 48"})
    void study_network_accepts_sides_divisible_by_eight(int rows, int columns) {
        Network network = new StudyCnn(rows, columns, 2);
        Tensor x = Tensors.uniform(Tensors.generator(1), 2, 3, rows, columns);
        assertThat(network.forward(x).shape()).containsExactly(2, 2);
    }

    /** A 4x4 kernel of ones sums rows i-1 to i+2: one row of padding above, two below, as Keras pads. */
    @Test
    void same_padding_adds_odd_row_and_column_at_the_end() {
        Conv2dImpl conv = Layers.evenKernelConv(1, 1, 4);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            conv.weight().fill_(new Scalar(1.0));
            conv.bias().fill_(new Scalar(0.0));
        }
        Tensor x = Tensors.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
        assertThat(Tensors.floats(conv.forward(Layers.padRightAndBottom(x))))
                .containsExactly(45, 45, 33, 45, 45, 33, 39, 39, 28);
    }

    @Test
    void batch_norm_has_keras_epsilon_and_starts_as_identity() {
        var norm = Layers.batchNorm(1, 1e-3, 0.01);
        norm.train(true);
        Tensor x = Tensors.of(new float[] {0.02f, -0.02f}, 2, 1, 1, 1);
        double expected = 0.02 / Math.sqrt(0.0004 + 0.001);
        assertThat(Tensors.floats(norm.forward(x))[0]).isCloseTo((float) expected, within(1e-5f));
        // the running variance is (1 - 0.01) 1 + 0.01 of the unbiased 0.0008
        assertThat(Tensors.floats(norm.running_var())[0]).isCloseTo(0.990008f, within(1e-6f));
    }

    // ---- CompactNet

    @ParameterizedTest
    @CsvSource({"64", "80"})
    void compact_net_accepts_64_and_80_pixel_faces(int side) {
        Network network = new CompactNet(40);
        network.eval();
        assertThat(network.forward(pictures(1, side)).shape()).containsExactly(1, 40);
        assertThat(network.parameterCount()).isLessThan(3_000_000);
    }

    // ---- outputs and inputs

    @Test
    void two_output_logit_is_the_log_odds_of_the_softmax() {
        Tensor raw = Tensors.of(new float[] {0.3f, -1.2f, 2f, 2.5f}, 1, 4);
        float[] softmax = Tensors.floats(torch.softmax(raw.view(2, 2), 1));
        float[] logits = Tensors.floats(Output.SOFTMAX.logits(raw));
        for (int a = 0; a < 2; a++) {
            assertThat((double) logits[a]).isCloseTo(Math.log(softmax[2 * a + 1] / softmax[2 * a]), within(1e-5));
        }
        assertThat(Output.SIGMOID.logits(raw)).isSameAs(raw);
    }

    @Test
    void standardized_images_have_zero_mean_and_unit_deviation() {
        Tensor x = Normalization.STANDARDISE.apply(pictures(2, 16));
        for (int i = 0; i < 2; i++) {
            assertThat(Tensors.scalar(x.select(0, i).mean())).isCloseTo(0, within(1e-5));
            assertThat(Tensors.scalar(x.select(0, i).square().mean())).isCloseTo(1, within(1e-4));
        }
        Tensor flat = Tensors.of(new float[12], 1, 3, 2, 2);
        assertThat(Tensors.floats(Normalization.STANDARDISE.apply(flat))).containsOnly(0);
        assertThat(Normalization.RESCALE.apply(x)).isSameAs(x);
    }

    // ---- loading

    @Test
    void mismatched_weights_are_rejected_without_overwriting() {
        Network network = new CompactNet(1);
        float[] before = Tensors.floats(Objects.requireNonNull(network.state().get("stem.weight")));
        Map<String, Tensor> values = new LinkedHashMap<>(new CompactNet(1).state());
        Tensor head = Objects.requireNonNull(values.remove("head.bias"));
        assertThatThrownBy(() -> network.load(values)).hasMessageContaining("missing [head.bias], unknown []");
        values.put("tail.bias", head);
        assertThatThrownBy(() -> network.load(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing [head.bias], unknown [tail.bias]");
        values.remove("tail.bias");
        values.put("head.bias", Tensors.of(new float[2], 2));
        assertThatThrownBy(() -> network.load(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Weight head.bias has shape [2], expected [1].");
        assertThat(Tensors.floats(Objects.requireNonNull(network.state().get("stem.weight"))))
                .isEqualTo(before);
    }

    @Test
    void unknown_network_error_lists_the_known_networks() {
        assertThatThrownBy(() -> Architecture.of("vgg")).hasMessageContaining("choose one of study-cnn, compact");
    }
}
