package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keras', timm's and older names become torchvision's; small tensors under the real names. */
class WeightNamesTest {

    private static final int[] REPEATS = {1, 2, 2, 3, 3, 4, 1};

    @TempDir
    private Path folder;

    private static List<String> torchvision(String network) throws IOException, URISyntaxException {
        return Files.readAllLines(GoldenWeightsTest.golden(network + ".names")).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private Path keras(KerasFileFixture sample) {
        Path file = folder.resolve("keras.h5");
        sample.write(file);
        return file;
    }

    private static KerasFileFixture vgg19(boolean top) {
        KerasFileFixture sample = new KerasFileFixture().layer("input_1");
        int[] perBlock = {2, 2, 4, 4, 4};
        for (int block = 1; block <= 5; block++) {
            for (int conv = 1; conv <= perBlock[block - 1]; conv++) {
                String layer = "block%d_conv%d".formatted(block, conv);
                sample.weight(layer, layer + "_W_1:0", 3, 3, 2, 2).weight(layer, layer + "_b_1:0", 2);
            }
            sample.layer("block%d_pool".formatted(block));
        }
        if (top) {
            sample.layer("flatten");
            sample.weight("fc1", "fc1_W_1:0", 8, 3).weight("fc1", "fc1_b_1:0", 3); // 2 x 2 pixels of 2 channels
            sample.weight("fc2", "fc2_W_1:0", 3, 3).weight("fc2", "fc2_b_1:0", 3);
            sample.weight("predictions", "predictions_W_1:0", 3, 4).weight("predictions", "predictions_b_1:0", 4);
        }
        return sample;
    }

    @Test
    void vgg_weights_are_mapped_in_layer_order() throws IOException, URISyntaxException {
        Map<String, Tensor> whole = OfficialWeights.read(keras(vgg19(true)), "vgg19", name -> true);
        assertThat(whole.keySet()).containsExactlyElementsOf(torchvision("vgg19"));
        Map<String, Tensor> features = OfficialWeights.read(keras(vgg19(false)), "vgg19", name -> true);
        assertThat(features).hasSize(32).containsKey("features.34.bias");
        assertThat(Tensors.floats(of(features, "features.0.weight"))) // [row, column, in, out] as 0, 0.5, 1, …
                .startsWith(0, 2, 4, 6, 8, 10, 12, 14, 16, 1);
    }

    @Test
    void first_vgg_dense_layer_is_converted_to_channels_first() throws IOException {
        Map<String, Tensor> top = OfficialWeights.read(keras(vgg19(true)), "vgg19", "classifier.0.weight"::equals);
        assertThat(top).containsOnlyKeys("classifier.0.weight");
        float[] values = Tensors.floats(of(top, "classifier.0.weight")); // [out 3, channel 2, row 2, column 2]
        for (int out = 0; out < 3; out++) {
            for (int channel = 0; channel < 2; channel++) {
                for (int pixel = 0; pixel < 4; pixel++) {
                    assertThat(values[(out * 2 + channel) * 4 + pixel])
                            .isEqualTo(((pixel * 2 + channel) * 3 + out) * 0.5f);
                }
            }
        }
    }

    @Test
    void keras_file_of_another_network_is_rejected() {
        Path top = folder.resolve("top.h5");
        vgg19(true).write(top);
        assertThatThrownBy(() -> OfficialWeights.read(top, "vgg16", name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("19 layers have weights, expected 13, or 16 with the top");
        Path file = keras(vgg19(false)); // sixteen layers, as VGG16 has with its top
        assertThatThrownBy(() -> OfficialWeights.read(file, "vgg16", name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the kernel and bias of classifier.0");
        assertThatThrownBy(() -> OfficialWeights.read(file, "densenet121", name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not densenet121's");
        assertThatThrownBy(() -> OfficialWeights.read(file, "resnet50", name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("take resnet50-torchvision (.pth)");
        assertThatThrownBy(() -> OfficialWeights.read(file, "mobilenet_v2", name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("known are vgg16");
        assertThatThrownBy(() -> OfficialWeights.read(file, "squeezenet1_1", name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not squeezenet1_1's");
    }

    @Test
    void keras_squeezenet_maps_every_weight_to_torchvision() throws IOException {
        KerasFileFixture sample = new KerasFileFixture().layer("input_1");
        sample.weight("conv1", "uniform1", 1, 1, 3, 2).weight("conv1", "conv1_b", 2);
        sample.layer("relu_conv1");
        int uniform = 2;
        for (int fire = 2; fire <= 9; fire++) {
            for (String part : List.of("squeeze1x1", "expand1x1", "expand3x3")) {
                String layer = "fire%d/%s".formatted(fire, part);
                sample.weight(layer, "uniform" + uniform++, 1, 1, 2, 2).weight(layer, layer + "_b", 2);
            }
        }
        Path file = keras(sample);
        Map<String, Tensor> weights = OfficialWeights.read(file, "squeezenet1_1", name -> true);
        assertThat(weights)
                .hasSize(50)
                .containsKeys("features.0.weight", "features.3.squeeze.bias", "features.12.expand3x3.weight");
        assertThat(weights.keySet())
                .isSubsetOf(BackboneSpec.of("squeezenet1_1").build(0).state().keySet());
        assertThat(Tensors.floats(of(weights, "features.0.weight"))).containsExactly(0, 1, 2, 0.5f, 1.5f, 2.5f);
        try (WeightFile stored = WeightFile.open(file)) {
            assertThat(stored.shapes()).hasSize(50).containsKey("fire2/squeeze1x1/fire2/squeeze1x1_b");
        }
    }

    @Test
    void nested_models_and_whole_models_of_keras_are_read() throws IOException {
        KerasFileFixture sample = new KerasFileFixture();
        sample.weight("mobilenet_0.25_64", "conv1/kernel:0", 1, 1, 3, 2)
                .weight("mobilenet_0.25_64", "conv_dw_1/depthwise_kernel:0", 1, 1, 2, 1)
                .weight("pred", "pred_1/bias:0", 2);
        Path weights = keras(sample);
        Path model = folder.resolve("model.hdf5");
        sample.writeModel(model);
        for (Path path : List.of(weights, model)) {
            try (WeightFile file = WeightFile.open(path)) {
                assertThat(file.shapes().keySet())
                        .containsExactly(
                                "mobilenet_0.25_64/conv1/kernel:0",
                                "mobilenet_0.25_64/conv_dw_1/depthwise_kernel:0",
                                "pred/pred_1/bias:0");
                assertThat(file.type("pred/pred_1/bias:0")).isEqualTo(ScalarType.Float);
                assertThat(Tensors.floats(file.read("mobilenet_0.25_64/conv1/kernel:0")))
                        .containsExactly(0, 0.5f, 1, 1.5f, 2, 2.5f);
            }
        }
    }

    @Test
    void keras_efficientnet_maps_every_weight_to_torchvision() throws IOException, URISyntaxException {
        KerasFileFixture sample = new KerasFileFixture().layer("input_1");
        sample.weight("normalization", "normalization/mean:0", 3)
                .weight("normalization", "normalization/variance:0", 3);
        sample.convolution("stem_conv", "kernel", 1, 1, 2, 2).norm("stem_bn");
        for (int stage = 1; stage <= 7; stage++) {
            for (int block = 0; block < REPEATS[stage - 1]; block++) {
                String name = "block" + stage + (char) ('a' + block) + "_";
                if (stage > 1) {
                    sample.convolution(name + "expand_conv", "kernel", 1, 1, 2, 2)
                            .norm(name + "expand_bn");
                }
                sample.convolution(name + "dwconv", "depthwise_kernel", 2, 3, 4, 1)
                        .norm(name + "bn");
                sample.convolution(name + "se_reduce", "kernel", 1, 1, 2, 2)
                        .weight(name + "se_reduce", name + "se_reduce/bias:0", 2);
                sample.convolution(name + "se_expand", "kernel", 1, 1, 2, 2)
                        .weight(name + "se_expand", name + "se_expand/bias:0", 2);
                sample.convolution(name + "project_conv", "kernel", 1, 1, 2, 2).norm(name + "project_bn");
            }
        }
        sample.convolution("top_conv", "kernel", 1, 1, 2, 2).norm("top_bn");
        sample.weight("predictions", "predictions/kernel:0", 2, 3).weight("predictions", "predictions/bias:0", 3);

        Map<String, Tensor> weights = OfficialWeights.read(keras(sample), "efficientnet_b0", name -> true);
        assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(torchvision("efficientnet_b0"));
        Tensor depthwise = of(weights, "features.1.0.block.0.0.weight");
        assertThat(depthwise.shape()).containsExactly(4, 1, 2, 3);
        assertThat(Tensors.floats(depthwise)).startsWith(0, 2, 4, 6, 8, 10, 0.5f);
    }

    @Test
    void keras_densenet_maps_every_weight_to_torchvision() throws IOException, URISyntaxException {
        KerasFileFixture sample = new KerasFileFixture()
                .convolution("conv1/conv", "kernel", 1, 1, 2, 2)
                .norm("conv1/bn");
        int[] layers = {6, 12, 24, 16};
        for (int block = 0; block < 4; block++) {
            for (int layer = 1; layer <= layers[block]; layer++) {
                String name = "conv%d_block%d_".formatted(block + 2, layer);
                sample.norm(name + "0_bn").convolution(name + "1_conv", "kernel", 1, 1, 2, 2);
                sample.norm(name + "1_bn").convolution(name + "2_conv", "kernel", 1, 1, 2, 2);
            }
            if (block < 3) {
                String name = "pool%d_".formatted(block + 2);
                sample.norm(name + "bn").convolution(name + "conv", "kernel", 1, 1, 2, 2);
            }
        }
        sample.norm("bn").weight("fc1000", "fc1000/kernel:0", 2, 3).weight("fc1000", "fc1000/bias:0", 3);
        Map<String, Tensor> weights = OfficialWeights.read(keras(sample), "densenet121", name -> true);
        assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(torchvision("densenet121"));
    }

    @Test
    void timm_vgg_keeps_dense_layers_as_convolutions() throws IOException, URISyntaxException {
        Map<String, Tensor> timm = new LinkedHashMap<>();
        for (String name : torchvision("vgg19")) {
            timm.put(
                    name.replace("classifier.0", "pre_logits.fc1")
                            .replace("classifier.3", "pre_logits.fc2")
                            .replace("classifier.6", "head.fc"),
                    Tensors.of(new float[] {1, 2}, 2));
        }
        timm.put("pre_logits.fc1.weight", Tensors.of(new float[12], 3, 2, 2, 1));
        Map<String, Tensor> weights = OfficialWeights.read(safetensors(timm), "vgg19", name -> true);
        assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(torchvision("vgg19"));
        assertThat(of(weights, "classifier.0.weight").shape()).containsExactly(3, 4);
    }

    @Test
    void timm_efficientnet_maps_every_weight_to_torchvision() throws IOException, URISyntaxException {
        Map<String, Tensor> timm = new LinkedHashMap<>();
        put(timm, "conv_stem", "weight");
        norm(timm, "bn1");
        for (int stage = 0; stage < 7; stage++) {
            for (int block = 0; block < REPEATS[stage]; block++) {
                String name = "blocks.%d.%d.".formatted(stage, block);
                for (String conv :
                        stage == 0 ? List.of("conv_dw", "conv_pw") : List.of("conv_pw", "conv_dw", "conv_pwl")) {
                    put(timm, name + conv, "weight");
                }
                for (String norm : stage == 0 ? List.of("bn1", "bn2") : List.of("bn1", "bn2", "bn3")) {
                    norm(timm, name + norm);
                }
                put(timm, name + "se.conv_reduce", "weight", "bias");
                put(timm, name + "se.conv_expand", "weight", "bias");
            }
        }
        put(timm, "conv_head", "weight");
        norm(timm, "bn2");
        put(timm, "classifier", "weight", "bias");
        Map<String, Tensor> weights = OfficialWeights.read(safetensors(timm), "efficientnet_b0", name -> true);
        assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(torchvision("efficientnet_b0"));
    }

    @Test
    void dotted_densenet_names_are_joined() throws IOException, URISyntaxException {
        Map<String, Tensor> dotted = new LinkedHashMap<>();
        for (String name : torchvision("densenet121")) {
            dotted.put(
                    name.replaceFirst("(denselayer\\d+\\.(?:norm|conv))([12])", "$1.$2"),
                    Tensors.of(new float[] {1}, 1));
        }
        assertThat(dotted).containsKey("features.denseblock1.denselayer1.norm.1.weight");
        Path file = folder.resolve("densenet.pth");
        TorchFileFixture.stream(file, dotted);
        assertThat(OfficialWeights.read(file, "densenet121", name -> true).keySet())
                .containsExactlyElementsOf(torchvision("densenet121"));
    }

    private Path safetensors(Map<String, Tensor> tensors) throws IOException {
        Path file = folder.resolve("timm.safetensors");
        Safetensors.write(file, tensors, ScalarType.Half, Map.of());
        return file;
    }

    private static void norm(Map<String, Tensor> tensors, String layer) {
        put(tensors, layer, "weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    }

    private static void put(Map<String, Tensor> tensors, String layer, String... leaves) {
        for (String leaf : leaves) {
            tensors.put(layer + "." + leaf, Tensors.of(new float[] {1, 2}, 2));
        }
    }

    private static Tensor of(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
