package dev.gioconda.style.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments and the gradients that follow from their slopes, against autograd's of the definitions in float64. */
class PooledFeaturesTest {

    @ParameterizedTest
    @CsvSource({
        "Float, 24, 20, 13, false, 1e-5",
        "Float, 24, 20, 13, true, 1e-5",
        "Float, 4, 64, 64, false, 1e-5",
        "Float, 64, 128, 96, false, 1e-5",
        "BFloat16, 24, 20, 13, false, 0.01",
        "BFloat16, 24, 20, 13, true, 0.01",
        "BFloat16, 64, 128, 96, false, 0.01"
    })
    void theyAreTheDefinitionsAndHaveTheirGradients(
            ScalarType precision, int channels, int height, int width, boolean weighted, double gradientError) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(5)) {
            Tensor output = torch.relu(Tensors.symmetric(generator, 1, channels, height, width))
                    .to(precision); // [1, c, h, w]
            Tensor guide = weighted ? Ops.plus(Tensors.symmetric(generator, 1, 1, 40, 26), 1) : null;
            Tensor ofMean = Tensors.symmetric(generator, channels);
            Tensor ofSecond = Tensors.symmetric(generator, channels, channels); // not symmetric as a matrix

            Tensor leaf = output.clone().requires_grad_(true);
            FeatureMap map = map(leaf, guide);
            PooledFeatures pooled = PooledFeatures.of(map);
            along(pooled.mean(), ofMean)
                    .add(along(pooled.secondMoment(), ofSecond))
                    .backward();
            pooled.descend(map);

            Tensor exact = output.to(ScalarType.Double).requires_grad_(true);
            Tensor[] plain = defined(map(exact, guide));
            along(plain[0], ofMean).add(along(plain[1], ofSecond)).backward();

            assertThat(error(pooled.mean(), plain[0])).isLessThan(1e-5);
            assertThat(error(pooled.secondMoment(), plain[1])).isLessThan(1e-5);
            assertThat(error(leaf.grad(), exact.grad())).isLessThan(gradientError);
        }
    }

    /** A loss of covariances does not see the mean, however large; neither must its gradient's rounding. */
    @ParameterizedTest
    @CsvSource({"Float, 1e-4", "BFloat16, 0.02"})
    void aLargeMeanDoesNotSpoilTheGradientOfACovariance(ScalarType precision, double gradientError) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(6)) {
            Tensor centres = Ops.scale(Tensors.uniform(generator, 1, 32, 1, 1), 10); // [1, c, 1, 1]
            Tensor output =
                    centres.add(Tensors.symmetric(generator, 1, 32, 48, 40)).to(precision);
            Tensor slope = Tensors.symmetric(generator, 32, 32);

            Tensor leaf = output.clone().requires_grad_(true);
            FeatureMap map = map(leaf, null);
            PooledFeatures pooled = PooledFeatures.of(map);
            along(pooled.covariance(pooled.mean()), slope).backward();
            pooled.descend(map);

            Tensor exact = output.to(ScalarType.Double).requires_grad_(true);
            Tensor[] plain = defined(map(exact, null));
            along(plain[1].sub(plain[0].outer(plain[0])), slope).backward();

            assertThat(error(leaf.grad(), exact.grad())).isLessThan(gradientError);
        }
    }

    private static FeatureMap map(Tensor output, @Nullable Tensor guide) {
        FeatureMap map = FeatureMap.of(output);
        return guide == null ? map : map.weighted(guide);
    }

    private static Tensor[] defined(FeatureMap map) {
        Tensor rows = map.outputs(); // [m, c]
        Tensor share = map.share() == null
                ? Ops.scale(torch.ones_like(rows.select(1, 0).unsqueeze(1)), 1.0 / map.positions())
                : map.share().to(ScalarType.Double);
        Tensor counted = rows.mul(share);
        return new Tensor[] {counted.sum(0), rows.t().mm(counted)};
    }

    private static Tensor along(Tensor moment, Tensor slope) {
        return moment.mul(slope.to(moment.scalar_type())).sum();
    }

    /** The largest difference beside the largest value. */
    private static double error(@Nullable Tensor is, @Nullable Tensor should) {
        Tensor exact = Objects.requireNonNull(should);
        Tensor difference = Objects.requireNonNull(is).to(ScalarType.Double).sub(exact);
        return Tensors.scalar(difference.abs().max().div(exact.abs().max()));
    }
}
