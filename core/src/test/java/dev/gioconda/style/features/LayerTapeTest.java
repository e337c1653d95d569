package dev.gioconda.style.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layer-by-layer forward and backward passes, with Winograd convolutions, against autograd of the whole network in float64. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class LayerTapeTest {

    private static final List<String> LAYERS = List.of("block1_conv1", "block3_conv1", "block4_conv2");

    @ParameterizedTest
    @CsvSource({"vgg19:pooling=average, 140, 131", "vgg16:pooling=average, 128, 136", "vgg16:pooling=max, 64, 70"})
    void features_and_gradients_match_autograd(String spec, int height, int width) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(3)) {
            torch.manual_seed(3);
            Backbone network = BackboneSpec.parse(spec).build(0);
            Map<String, Tensor> weights = network.state();
            weights.replaceAll(
                    (name, tensor) -> name.endsWith(".bias") ? Tensors.symmetric(generator, tensor.size(0)) : tensor);
            network.load(weights);
            FeatureExtractor extractor =
                    new FeatureExtractor(network, Normalization.IMAGENET, Precision.FLOAT32, Border.ZERO, 2);
            Tensor picture = Tensors.uniform(generator, 1, 3, height, width);

            try (LayerTape first = extractor.forward(picture.clone().requires_grad_(true), LAYERS)) {
                assertThat(first.features()).hasSize(LAYERS.size()); // what is computed once is there the second time
            }
            Tensor pixels = picture.clone().requires_grad_(true);
            try (LayerTape tape = extractor.forward(pixels, LAYERS)) {
                Map<String, FeatureMap> features = tape.features();
                loss(LAYERS.stream()
                                .map(layer -> FeatureMap.of(features, layer).rows())
                                .toList())
                        .backward();
                Map<String, FeatureMap> reference = extractor.features(picture, LAYERS);
                LAYERS.forEach(layer -> assertThat(FeatureMap.of(reference, layer)
                                .rows()
                                .equal(FeatureMap.of(features, layer).rows()))
                        .isTrue());
                tape.backward();
            }

            network.to(ScalarType.Double, false);
            Tensor exact = picture.to(ScalarType.Double).requires_grad_(true);
            Map<String, Tensor> taps = network.layerOutputs(Normalization.IMAGENET.apply(exact), LAYERS);
            loss(LAYERS.stream()
                            .map(taps::get)
                            .map(tap -> FeatureMap.of(Ops.scale(Objects.requireNonNull(tap), 2))
                                    .outputs())
                            .toList())
                    .backward();

            Tensor actual = Objects.requireNonNull(pixels.grad());
            Tensor expected = Objects.requireNonNull(exact.grad());
            assertThat(Tensors.scalar(actual.sub(expected).norm().div(expected.norm())))
                    .as("the engine's own float32 has 0.001, where rounding turns a ReLU over")
                    .isLessThan(2e-3);
        }
    }

    private static Tensor loss(List<Tensor> rows) {
        return rows.stream()
                .map(one -> one.square().mean().add(one.mean()))
                .reduce(Tensor::add)
                .orElseThrow();
    }
}
