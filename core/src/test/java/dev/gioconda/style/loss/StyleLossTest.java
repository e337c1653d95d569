package dev.gioconda.style.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.objective.Seen;
import dev.gioconda.tensor.Tensors;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any features can be compared with any others, however few positions they have. */
class StyleLossTest {

    private static final int[][] SIZES = {{9, 7}, {4, 2}, {1, 5}, {2, 2}};

    @ParameterizedTest
    @EnumSource(StyleLoss.class)
    void aLossIsNothingForTheSameFeaturesAndHasASlopeForOthers(StyleLoss loss) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(8)) {
            for (int[] wanted : SIZES) {
                Tensor style = features(generator, wanted);
                StyleLoss.Target target = loss.target(FeatureMap.of(style), 100);
                assertThat(Tensors.scalar(target.distance(FeatureMap.of(style))))
                        .isCloseTo(0, offset(1e-3));
                for (int[] own : SIZES) {
                    Tensor painted = features(generator, own).requires_grad_(true);
                    Seen seen = new Seen(loss);
                    Tensor distance = target.distance(seen.of(FeatureMap.of(painted)));
                    distance.backward();
                    seen.descend();
                    double slope = Tensors.scalar(
                            Objects.requireNonNull(painted.grad()).norm());
                    assertThat(Tensors.scalar(distance)).isPositive();
                    assertThat(slope).isPositive().isFinite();
                }
            }
        }
    }

    private static Tensor features(Generator generator, int[] size) {
        return torch.relu(Tensors.symmetric(generator, 1, 6, size[0], size[1])); // [1, c, h, w]
    }
}
