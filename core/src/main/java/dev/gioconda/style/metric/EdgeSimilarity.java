package dev.gioconda.style.metric;

import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Structural similarity (Wang et al. 2004) of gradient magnitudes, which a stylized image should share with its content image: {@code mean (2 mu_a mu_b + c1)(2 s_ab + c2) / ((mu_a^2 + mu_b^2 + c1)(s_a^2 + s_b^2 + c2))} over windows of
 * 7 x 7, with c1 = 0.01^2 and c2 = 0.03^2.
 */
final class EdgeSimilarity {

    private static final double C1 = 1e-4;
    private static final double C2 = 9e-4;
    private static final long WINDOW = 7;

    private EdgeSimilarity() {}

    /** The similarity, at most 1, of images of equal size that are larger than the window. // [1, 3, h, w] */
    static double similarity(Tensor a, Tensor b) {
        Tensor x = gradientMagnitude(a);
        Tensor y = gradientMagnitude(b);
        Tensor mx = windowMean(x);
        Tensor my = windowMean(y);
        Tensor vx = windowMean(x.square()).sub(mx.square());
        Tensor vy = windowMean(y.square()).sub(my.square());
        Tensor covariance = windowMean(x.mul(y)).sub(mx.mul(my));
        Tensor numerator = Ops.plus(Ops.scale(mx.mul(my), 2), C1).mul(Ops.plus(Ops.scale(covariance, 2), C2));
        Tensor denominator = Ops.plus(mx.square().add(my.square()), C1).mul(Ops.plus(vx.add(vy), C2));
        return Tensors.scalar(numerator.div(denominator).mean());
    }

    /** Gradient magnitude of the luma by central differences. // [1, 1, h - 2, w - 2] */
    private static Tensor gradientMagnitude(Tensor image) {
        Tensor luma = ColorMode.luma(image);
        long h = luma.size(2) - 2;
        long w = luma.size(3) - 2;
        Tensor dx =
                luma.narrow(2, 1, h).narrow(3, 2, w).sub(luma.narrow(2, 1, h).narrow(3, 0, w));
        Tensor dy =
                luma.narrow(2, 2, h).narrow(3, 1, w).sub(luma.narrow(2, 0, h).narrow(3, 1, w));
        return dx.square().add(dy.square()).sqrt();
    }

    private static Tensor windowMean(Tensor x) {
        long[] window = {WINDOW, WINDOW};
        long[] one = {1, 1};
        return torch.avg_pool2d(x, window, one, new long[] {0, 0}, false, false, new LongOptional());
    }
}
