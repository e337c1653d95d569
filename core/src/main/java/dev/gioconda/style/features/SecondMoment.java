package dev.gioconda.style.features;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Second moment {@code G = sum_m s_m f_m f_m'} of features f at m positions of weight s_m, by default 1/m. It has no gradient; see
 * {@link PooledFeatures}.
 */
final class SecondMoment {

    private SecondMoment() {}

    /**
     * Computes G in float32, also for bfloat16 features. The kernel gradient of a 1 x 1 convolution is {@code sum_m g_m f_m'} for an output
     * gradient g; with g = s f that is G. libtorch computes it on all threads, while OpenBLAS has one thread for float32 matrix products.
     *
     * @throws IllegalStateException when the features require a gradient, which would be lost
     */
    static Tensor of(FeatureMap map) {
        if (map.outputs().requires_grad() && GradMode.is_enabled()) {
            throw new IllegalStateException("These features require a gradient; use the moments of PooledFeatures.");
        }
        Tensor value = torch.empty(map.channels(), map.channels()); // [c, c]
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor rows = map.rows();
            Tensor input = toNchw(rows, map); // [1, c, h, w]
            Tensor gradient = map.weights() == null ? input : toNchw(rows.mul(map.weights()), map);
            BoolPointer outputMask = new BoolPointer(3);
            for (int i = 0; i < 3; i++) {
                outputMask.put(i, i == 1);
            }
            Tensor sum = torch.convolution_backward(
                            gradient,
                            input,
                            value.view(map.channels(), map.channels(), 1, 1),
                            new long[] {map.channels()},
                            new long[] {1, 1},
                            new long[] {0, 0},
                            new long[] {1, 1},
                            false,
                            new long[] {0, 0},
                            1,
                            outputMask)
                    .get1();
            value.copy_(sum.view(value.sizes()));
            if (map.weights() == null) {
                value.div_(new Scalar((double) map.positions()));
            }
        }
        return value;
    }

    /** Rows in the layout of a layer's output. // [m, c] to [1, c, h, w], channels-last */
    static Tensor toNchw(Tensor rows, FeatureMap map) {
        return rows.reshape(1, map.height(), map.width(), rows.size(1)).permute(0, 3, 1, 2);
    }
}
