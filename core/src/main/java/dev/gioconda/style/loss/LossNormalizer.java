package dev.gioconda.style.loss;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Divisor of a layer's style loss, so that the loss starts near 1 in every layer: {@code max(d(content), 0.01 d(0), 1e-12)}, where d is the
 * distance to the style image and 0 stands for features that are all zero. The second term is the size of the style's own statistics. Without it the
 * divisor of a content image that equals the style image would be rounding noise, and the image would follow the noise.
 */
public final class LossNormalizer {

    private static final double FLOOR = 0.01;
    private static final double MIN = 1e-12; // for a style without any features

    private LossNormalizer() {}

    /**
     * Computes the divisor.
     *
     * @param target of the style image
     * @param contentDistance distance of the content image's features to the target
     * @param style features of the style image
     */
    public static double of(StyleLoss.Target target, double contentDistance, FeatureMap style) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor zeros = torch.zeros_like(style.outputs()); // [m, c]
            FeatureMap blank = new FeatureMap(zeros, style.height(), style.width(), null);
            return Math.max(Math.max(contentDistance, FLOOR * Tensors.scalar(target.distance(blank))), MIN);
        }
    }
}
