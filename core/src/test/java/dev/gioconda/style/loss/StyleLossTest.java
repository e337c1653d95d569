package dev.gioconda.style.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.objective.MomentTape;
import dev.gioconda.tensor.Tensors;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Features of any numbers of positions can be compared. */
class StyleLossTest {

    private static final int[][] SIZES = {{9, 7}, {4, 2}, {1, 5}, {2, 2}};

    @ParameterizedTest
    @EnumSource(StyleLoss.class)
    void loss_is_zero_for_equal_features_and_has_a_gradient(StyleLoss loss) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(8)) {
            for (int[] styleSize : SIZES) {
                Tensor style = features(generator, styleSize);
                StyleLoss.Target target = loss.target(FeatureMap.of(style), 100);
                assertThat(Tensors.scalar(target.distance(FeatureMap.of(style))))
                        .isCloseTo(0, offset(1e-3));
                for (int[] generatedSize : SIZES) {
                    Tensor generated = features(generator, generatedSize).requires_grad_(true);
                    MomentTape momentTape = new MomentTape(loss);
                    Tensor distance = target.distance(momentTape.pool(FeatureMap.of(generated)));
                    distance.backward();
                    momentTape.backward();
                    double gradientNorm = Tensors.scalar(
                            Objects.requireNonNull(generated.grad()).norm());
                    assertThat(Tensors.scalar(distance)).isPositive();
                    assertThat(gradientNorm).isPositive().isFinite();
                }
            }
        }
    }

    private static Tensor features(Generator generator, int[] size) {
        return torch.relu(Tensors.symmetric(generator, 1, 6, size[0], size[1])); // [1, c, h, w]
    }
}
