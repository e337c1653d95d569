package dev.gioconda.style.features;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code G = sum_m s_m f_m f_m'}, the Gram matrix of features f at m positions that count s_m; all 1/m where they count alike. A value
 * without a gradient: see {@link PooledFeatures}.
 */
final class SecondMoment {

    private SecondMoment() {}

    /**
     * In float32 also of bfloat16 features. The gradient of a 1 x 1 convolution's kernel is {@code sum_m g_m f_m'} for a slope g of its
     * output; with g = s f that is G, and the engine computes it on all threads, where the launcher lets it have one for a matrix product
     * in float32.
     *
     * @throws IllegalStateException where a gradient is wanted, which would be lost
     */
    static Tensor of(FeatureMap map) {
        if (map.outputs().requires_grad() && GradMode.is_enabled()) {
            throw new IllegalStateException("These features want a gradient; ask PooledFeatures for their moments.");
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

    /** Rows as a layer's output. // [m, c] to [1, c, h, w], channels-last */
    static Tensor toNchw(Tensor rows, FeatureMap map) {
        return rows.reshape(1, map.height(), map.width(), rows.size(1)).permute(0, 3, 1, 2);
    }
}
