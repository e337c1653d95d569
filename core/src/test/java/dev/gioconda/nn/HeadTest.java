package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadTest {

    private static String shape(Network network, String name) {
        return shape(network.state(), name);
    }

    private static String shape(Map<String, Tensor> tensors, String name) {
        return Arrays.toString(Objects.requireNonNull(tensors.get(name)).shape());
    }

    @Test
    void study_head_uses_valid_padding_on_a_7x7_map() {
        Backbone vgg = (Backbone) Architecture.of("vgg19:width=0.125/study").build(224, 224, 1);
        assertThat(shape(vgg, "head.block6_conv1.weight")).isEqualTo("[512, 64, 3, 3]");
        assertThat(shape(vgg, "head.block6_conv2.weight")).isEqualTo("[512, 512, 3, 3]");
        assertThat(shape(vgg, "head.fc1.weight")).isEqualTo("[512, 512]"); // 7, 5, 3, then 1 x 1 of 512
        assertThat(shape(vgg, "head.fc2.weight")).isEqualTo("[1, 512]");
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> taps = vgg.layerOutputs(
                    torch.zeros(1, 3, 224, 224), List.of("block5_pool", "block6_conv1", "block6_conv2"));
            assertThat(shape(taps, "block5_pool")).isEqualTo("[1, 64, 7, 7]");
            assertThat(shape(taps, "block6_conv1")).isEqualTo("[1, 512, 5, 5]");
            assertThat(shape(taps, "block6_conv2")).isEqualTo("[1, 512, 3, 3]");
        }
    }

    @Test
    void study_head_pads_on_a_small_map() {
        Backbone vgg = (Backbone) Architecture.of("vgg19:width=0.125/study").build(64, 64, 1);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> taps = vgg.layerOutputs(torch.zeros(1, 3, 64, 64), List.of("block6_conv2"));
            assertThat(shape(taps, "block6_conv2")).isEqualTo("[1, 512, 2, 2]");
        }
        assertThatThrownBy(() -> Architecture.of("vgg19:width=0.125/study").build(32, 32, 1))
                .hasMessageContaining("use 64 x 64 or more");
    }

    @ParameterizedTest
    @EnumSource(Head.class)
    void every_head_outputs_all_attributes_and_survives_gc(Head head) {
        Network network =
                Architecture.of(BackboneSpec.parse("vgg16:width=0.125"), head).build(64, 64, 3);
        System.gc(); // the modules that C++ calls must not be collected
        network.train(true);
        network.eval();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            assertThat(network.forward(torch.zeros(2, 3, 64, 64)).shape()).containsExactly(2, 3);
        }
    }

    @Test
    void architecture_id_survives_parse_and_format() {
        for (String id : List.of("vgg19/study", "vgg19:width=0.375,pooling=average/linear", "resnet50:keras/mlp")) {
            assertThat(Architecture.of(id).id()).isEqualTo(id);
        }
        assertThatThrownBy(() -> Architecture.of("vgg19/linea")).hasMessageContaining("linear, mlp, study");
        assertThatThrownBy(() -> Architecture.of("vgg18/linear")).hasMessageContaining("vgg16, vgg19");
    }
}
