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

/** Moments and the gradients through them, against autograd on the definitions in float64. */
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
    void moments_and_gradients_match_autograd(
            ScalarType precision, int channels, int height, int width, boolean weighted, double gradientError) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(5)) {
            Tensor output = torch.relu(Tensors.symmetric(generator, 1, channels, height, width))
                    .to(precision); // [1, c, h, w]
            Tensor guide = weighted ? Ops.plus(Tensors.symmetric(generator, 1, 1, 40, 26), 1) : null;
            Tensor meanGradient = Tensors.symmetric(generator, channels);
            Tensor secondMomentGradient = Tensors.symmetric(generator, channels, channels); // not symmetric as a matrix

            Tensor input = output.clone().requires_grad_(true);
            FeatureMap map = map(input, guide);
            PooledFeatures pooled = PooledFeatures.of(map);
            innerProduct(pooled.mean(), meanGradient)
                    .add(innerProduct(pooled.secondMoment(), secondMomentGradient))
                    .backward();
            pooled.backward(map);

            Tensor exact = output.to(ScalarType.Double).requires_grad_(true);
            Tensor[] reference = referenceMoments(map(exact, guide));
            innerProduct(reference[0], meanGradient)
                    .add(innerProduct(reference[1], secondMomentGradient))
                    .backward();

            assertThat(error(pooled.mean(), reference[0])).isLessThan(1e-5);
            assertThat(error(pooled.secondMoment(), reference[1])).isLessThan(1e-5);
            assertThat(error(input.grad(), exact.grad())).isLessThan(gradientError);
        }
    }

    /** A loss of covariances is independent of the mean; so must be the rounding of its gradient, also for a large mean. */
    @ParameterizedTest
    @CsvSource({"Float, 1e-4", "BFloat16, 0.02"})
    void covariance_gradient_is_stable_for_a_large_mean(ScalarType precision, double gradientError) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(6)) {
            Tensor centers = Ops.scale(Tensors.uniform(generator, 1, 32, 1, 1), 10); // [1, c, 1, 1]
            Tensor output =
                    centers.add(Tensors.symmetric(generator, 1, 32, 48, 40)).to(precision);
            Tensor momentGradient = Tensors.symmetric(generator, 32, 32);

            Tensor input = output.clone().requires_grad_(true);
            FeatureMap map = map(input, null);
            PooledFeatures pooled = PooledFeatures.of(map);
            innerProduct(pooled.covariance(pooled.mean()), momentGradient).backward();
            pooled.backward(map);

            Tensor exact = output.to(ScalarType.Double).requires_grad_(true);
            Tensor[] reference = referenceMoments(map(exact, null));
            innerProduct(reference[1].sub(reference[0].outer(reference[0])), momentGradient)
                    .backward();

            assertThat(error(input.grad(), exact.grad())).isLessThan(gradientError);
        }
    }

    private static FeatureMap map(Tensor output, @Nullable Tensor guide) {
        FeatureMap map = FeatureMap.of(output);
        return guide == null ? map : map.weighted(guide);
    }

    private static Tensor[] referenceMoments(FeatureMap map) {
        Tensor rows = map.outputs(); // [m, c]
        Tensor share = map.weights() == null
                ? Ops.scale(torch.ones_like(rows.select(1, 0).unsqueeze(1)), 1.0 / map.positions())
                : map.weights().to(ScalarType.Double);
        Tensor counted = rows.mul(share);
        return new Tensor[] {counted.sum(0), rows.t().mm(counted)};
    }

    private static Tensor innerProduct(Tensor moment, Tensor momentGradient) {
        return moment.mul(momentGradient.to(moment.scalar_type())).sum();
    }

    /** Largest difference relative to the largest value. */
    private static double error(@Nullable Tensor actual, @Nullable Tensor expected) {
        Tensor exact = Objects.requireNonNull(expected);
        Tensor difference = Objects.requireNonNull(actual).to(ScalarType.Double).sub(exact);
        return Tensors.scalar(difference.abs().max().div(exact.abs().max()));
    }
}
