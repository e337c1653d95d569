package dev.gioconda.style.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossNormalizerTest {

    private static FeatureMap features(Generator generator) {
        return FeatureMap.of(torch.relu(Tensors.symmetric(generator, 1, 6, 9, 7))); // [1, c, h, w]
    }

    private static double distance(StyleLoss.Target target, FeatureMap features) {
        return Tensors.scalar(target.distance(features));
    }

    @ParameterizedTest
    @EnumSource(StyleLoss.class)
    void content_equal_to_the_style_is_divided_by_the_floor(StyleLoss loss) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(3)) {
            FeatureMap style = features(generator);
            StyleLoss.Target target = loss.target(style, 100);
            Tensor zeros = torch.zeros_like(style.outputs());
            double size = distance(target, new FeatureMap(zeros, style.height(), style.width(), null));
            assertThat(LossNormalizer.of(target, distance(target, style), style))
                    .isPositive()
                    .isCloseTo(0.01 * size, withinPercentage(1e-3));
        }
    }

    @ParameterizedTest
    @EnumSource(StyleLoss.class)
    void other_content_is_divided_by_its_own_distance(StyleLoss loss) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(4)) {
            FeatureMap style = features(generator);
            StyleLoss.Target target = loss.target(style, 100);
            FeatureMap content = FeatureMap.of(torch.relu(Tensors.symmetric(generator, 1, 6, 5, 4)));
            double distance = distance(target, content);
            assertThat(LossNormalizer.of(target, distance, style)).isEqualTo(distance);
        }
    }

    @ParameterizedTest
    @EnumSource(StyleLoss.class)
    void style_without_features_has_a_positive_divisor(StyleLoss loss) {
        try (PointerScope scope = new PointerScope()) {
            FeatureMap blank = FeatureMap.of(torch.zeros(1, 6, 9, 7));
            StyleLoss.Target target = loss.target(blank, 100);
            assertThat(LossNormalizer.of(target, distance(target, blank), blank))
                    .isEqualTo(1e-12);
        }
    }
}
