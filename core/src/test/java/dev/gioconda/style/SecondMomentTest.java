package dev.gioconda.style;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.Objects;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second moment and its gradient against the product written out. */
class SecondMomentTest {

    @ParameterizedTest
    @CsvSource({
        "Float, 24, 20, 13, false, 1e-5, 1e-5",
        "Float, 24, 20, 13, true, 1e-5, 1e-5",
        "Float, 4, 64, 64, false, 1e-5, 1e-5",
        "Float, 64, 128, 96, false, 1e-5, 1e-5",
        "BFloat16, 24, 20, 13, false, 1e-5, 0.01",
        "BFloat16, 24, 20, 13, true, 1e-5, 0.01",
        "BFloat16, 64, 128, 96, false, 1e-5, 0.01"
    })
    void it_is_the_product_and_has_its_gradient(
            ScalarType precision,
            int channels,
            int height,
            int width,
            boolean weighted,
            double valueError,
            double gradientError) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(5)) {
            Tensor output = torch.relu(Tensors.symmetric(generator, 1, channels, height, width))
                    .to(precision); // [1, c, h, w]
            Tensor guide = weighted ? Ops.plus(Tensors.symmetric(generator, 1, 1, 40, 26), 1) : null;
            Tensor slope = Tensors.symmetric(generator, channels, channels); // not symmetric as a matrix

            Tensor[] ours = valueAndGradient(output, guide, slope, FeatureMap::secondMoment);
            Tensor[] plain = valueAndGradient(output.to(ScalarType.Float), guide, slope, SecondMomentTest::product);

            assertThat(error(ours[0], plain[0])).isLessThan(valueError);
            assertThat(error(ours[1].to(ScalarType.Float), plain[1])).isLessThan(gradientError);
            FeatureMap fixed = map(output, guide); // without a gradient
            assertThat(error(fixed.secondMoment(), plain[0])).isLessThan(valueError);
        }
    }

    private static FeatureMap map(Tensor output, @Nullable Tensor guide) {
        FeatureMap map = FeatureMap.of(output);
        return guide == null ? map : map.weighted(guide);
    }

    private static Tensor product(FeatureMap map) {
        Tensor rows = map.rows(); // [m, c]
        return map.share() == null
                ? Ops.scale(rows.t().mm(rows), 1.0 / map.positions())
                : rows.t().mm(rows.mul(map.share()));
    }

    private static Tensor[] valueAndGradient(
            Tensor output, @Nullable Tensor guide, Tensor slope, Function<FeatureMap, Tensor> moment) {
        Tensor leaf = output.clone().requires_grad_(true);
        Tensor value = moment.apply(map(leaf, guide));
        value.mul(slope).sum().backward();
        return new Tensor[] {value.detach(), Objects.requireNonNull(leaf.grad())};
    }

    /** The largest difference beside the largest value. */
    private static double error(Tensor is, Tensor should) {
        return Tensors.scalar(is.sub(should).abs().max().div(should.abs().max()));
    }
}
