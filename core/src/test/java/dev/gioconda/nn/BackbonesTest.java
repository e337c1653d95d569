package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Contract of every backbone: features at any layer, split at any layer, training. */
@ExtendWith(SingleThreadExtension.class)
@Tag("integration")
class BackbonesTest {

    @SuppressWarnings("unused") // by @FieldSource
    private static final List<String> networks = BackboneSpec.NETWORKS;

    private static Tensor pictures(int n, int side) {
        return Tensors.symmetric(Tensors.generator(5), n, 3, side, side);
    }

    // ---- the layers

    @ParameterizedTest
    @FieldSource("networks")
    void network_survives_garbage_collection(String network) {
        Backbone backbone = BackboneSpec.of(network).build(0); // outside any scope, which would own its parts
        System.gc();
        backbone.train(true);
        backbone.eval();
        assertThat(backbone.is_training()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("networks")
    void split_forward_pass_equals_the_whole_bit_for_bit(String network) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Backbone backbone = BackboneSpec.of(network).build(0);
            backbone.eval();
            Tensor x = pictures(2, 32);
            Tensor complete = backbone.features(x);
            for (int cut = 0; cut <= backbone.depth(); cut++) {
                Tensor pieces = backbone.forwardRange(backbone.forwardRange(x, 0, cut), cut, backbone.depth());
                assertThat(pieces.equal(complete))
                        .as("%s cut at %d", network, cut)
                        .isTrue();
            }
            assertThat(complete.size(1)).isEqualTo(backbone.channels());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16, 18, block1_conv1, block5_pool",
        "vgg19, 21, block1_conv1, block5_pool",
        "resnet18, 12, conv1, layer4.1",
        "resnet50, 20, conv1, layer4.2",
        "densenet121, 67, conv0, relu5",
        "efficientnet_b0, 18, features.0, features.8",
        "mobilenet_v2, 19, features.0, features.18",
        "squeezenet1_1, 13, features.0, features.12"
    })
    void layer_names_are_unique(String network, int depth, String first, String last) {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.of(network).build(0);
            assertThat(backbone.layerNames())
                    .hasSize(depth)
                    .doesNotHaveDuplicates()
                    .startsWith(first)
                    .endsWith(last);
            for (int i = 0; i < depth; i++) {
                assertThat(backbone.indexOf(backbone.layerNames().get(i))).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resnet50, layer3, layer3.5",
        "densenet121, denseblock2, denseblock2.denselayer12",
        "efficientnet_b0, features.4, features.4.2",
        "efficientnet_b0, features.1, features.1.0"
    })
    void group_name_refers_to_its_last_layer(String network, String group, String layer) {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.of(network).build(0);
            assertThat(backbone.indexOf(group)).isEqualTo(backbone.indexOf(layer));
        }
    }

    @Test
    void taps_are_layer_outputs_in_network_order() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Backbone backbone = BackboneSpec.of("resnet18").build(0);
            backbone.eval();
            Tensor x = pictures(1, 32);
            Map<String, Tensor> taps = backbone.layerOutputs(x, List.of("layer2", "bn1", "layer1.0"));
            assertThat(taps.keySet()).containsExactly("bn1", "layer1.0", "layer2");
            taps.forEach(
                    (name, output) -> assertThat(output.equal(backbone.forwardRange(x, 0, backbone.indexOf(name) + 1)))
                            .as(name)
                            .isTrue());
            assertThat(Tensors.scalar(Objects.requireNonNull(taps.get("bn1")).min()))
                    .as("before its activation, which must not overwrite it")
                    .isNegative();
        }
    }

    @Test
    void unknown_layer_error_lists_the_known_layers() {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.of("squeezenet1_1").build(0);
            assertThatThrownBy(() -> backbone.layerOutputs(pictures(1, 32), List.of("features.1", "block5_conv1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Unknown layer \"block5_conv1\"; the layers are [features.0, features.1, ");
        }
    }

    // ---- training and prediction

    @ParameterizedTest
    @FieldSource("networks")
    void gradients_reach_the_first_layer(String network) {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.of(network).build(0);
            backbone.train(true);
            backbone.features(pictures(4, 32)).square().sum().backward();
            Tensor gradient = backbone.weights().get(0).grad();
            assertThat(Tensors.scalar(gradient.isfinite().all())).isEqualTo(1);
            assertThat(Tensors.scalar(gradient.abs().sum())).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"efficientnet_b0", "mobilenet_v2", "squeezenet1_1"})
    void dropout_is_active_only_in_training(String network) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Backbone backbone = BackboneSpec.of(network).build(7);
            Tensor x = pictures(4, 32);
            backbone.train(true);
            assertThat(backbone.forward(x).equal(backbone.forward(x))).isFalse();
            backbone.eval();
            Tensor scores = backbone.forward(x);
            assertThat(scores.equal(backbone.forward(x))).isTrue();
            assertThat(scores.shape()).containsExactly(4, 7);
        }
    }

    @ParameterizedTest
    @CsvSource({"efficientnet_b0, false", "mobilenet_v2, true", "resnet18, true"})
    void stochastic_depth_is_active_only_in_training(String network, boolean deterministic) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Backbone backbone = BackboneSpec.of(network).build(0);
            Tensor x = pictures(8, 32);
            backbone.train(true);
            assertThat(backbone.features(x).equal(backbone.features(x))).isEqualTo(deterministic);
            backbone.eval();
            assertThat(backbone.features(x).equal(backbone.features(x))).isTrue();
        }
    }

    @Test
    void stochastic_depth_drops_samples_and_keeps_the_expectation() {
        Tensor y = torch.ones(4000, 2, 1, 1);
        float[] values = Tensors.floats(Layers.stochasticDepth(y, 0.2));
        int keptCount = 0;
        for (int i = 0; i < 4000; i++) {
            assertThat(values[2 * i]).isEqualTo(values[2 * i + 1]).isIn(0f, 1.25f);
            keptCount += values[2 * i] > 0 ? 1 : 0;
        }
        assertThat(keptCount).isBetween(3050, 3350); // 3200, and six deviations of 25
        assertThat(Layers.stochasticDepth(y, 0)).isSameAs(y);
    }

    @Test
    void forward_without_a_classifier_is_rejected() {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.of("resnet18").build(0);
            assertThat(backbone.state().keySet()).noneMatch(name -> name.startsWith("fc."));
            assertThatThrownBy(() -> backbone.forward(pictures(1, 32)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("without a classifier");
        }
    }

    // ---- VGG's options

    @Test
    void width_scales_the_channels_of_every_layer() {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.parse("vgg16:width=0.375").build(0);
            assertThat(backbone.weights())
                    .filteredOn(weight -> weight.dim() == 4)
                    .map(weight -> weight.size(0))
                    .containsExactly(24L, 24L, 48L, 48L, 96L, 96L, 96L, 192L, 192L, 192L, 192L, 192L, 192L);
            assertThat(backbone.channels()).isEqualTo(192);
            assertThat(backbone.features(pictures(1, 32)).shape()).containsExactly(1, 192, 1, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"max, 5", "average, 2.75"})
    void pooling_uses_2x2_windows_and_drops_the_odd_row(String pooling, double expected) {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone =
                    BackboneSpec.parse("vgg16:width=0.0625,pooling=" + pooling).build(0);
            int layerIndex = backbone.indexOf("block1_pool");
            Tensor x = Tensors.of(new float[] {1, 2, 3, 5, 9, 9}, 1, 1, 3, 2);
            Tensor y = backbone.forwardRange(x, layerIndex, layerIndex + 1);
            assertThat(y.shape()).containsExactly(1, 1, 1, 1);
            assertThat(Tensors.scalar(y)).isEqualTo(expected);
        }
    }

    // ---- the specification

    @ParameterizedTest
    @FieldSource("networks")
    void network_name_is_its_specification(String network) {
        assertThat(BackboneSpec.parse(network))
                .isEqualTo(BackboneSpec.of(network))
                .hasToString(network);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vgg19:width=0.375,pooling=average | vgg19:width=0.375,pooling=average",
                "vgg16:pooling=max,width=0.5 | vgg16:width=0.5",
                "vgg16:keras | vgg16",
                "efficientnet_b0:keras | efficientnet_b0:keras"
            })
    void specification_survives_parse_and_format(String text, String written) {
        assertThat(BackboneSpec.parse(text)).hasToString(written);
        assertThat(BackboneSpec.parse(written)).isEqualTo(BackboneSpec.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vgg11 | Backbone \"vgg11\" is unknown; choose one of vgg16, vgg19, vgg19-16x, efficientnet_b0, densenet121, resnet18, "
                        + "resnet50, mobilenet_v2, squeezenet1_1.",
                "vgg16:depth=3 | \"depth=3\" is not an option of a backbone; expected width=0.5, pooling=max, pooling=average or "
                        + "keras.",
                "vgg16: | \"\" is not an option of a backbone; expected width=0.5, pooling=max, pooling=average or keras.",
                "vgg16:width=1..2 | \"width=1..2\" is not an option of a backbone; expected width=0.5, pooling=max, "
                        + "pooling=average or keras.",
                "vgg16:width=3 | The width of vgg16 is 3.0; expected 0.0625 to 2.",
                "vgg16:width=0 | The width of vgg16 is 0.0; expected 0.0625 to 2.",
                "resnet18:width=0.5 | The width of resnet18 is 0.5; expected 1, since only vgg16 and vgg19 have a width.",
                "resnet50:pooling=average | resnet50 has its own poolings; pooling=AVERAGE is for VGG only."
            })
    void invalid_specification_error_names_what_is_expected(String text, String message) {
        assertThatThrownBy(() -> BackboneSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
