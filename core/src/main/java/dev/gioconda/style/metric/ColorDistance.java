package dev.gioconda.style.metric;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Distance of the color distributions of two images: the sliced Wasserstein distance (Rabin et al. 2011) of their pixels in CIELAB, the root
 * of the mean over directions of the mean squared difference of sorted projections.
 */
public final class ColorDistance {

    private static final int DIRECTIONS = 32;
    private static final int QUANTILES = 1024;
    private static final long SEED = 7;

    private ColorDistance() {}

    /** The distance in CIELAB units. // [1, 3, h, w] and [1, 3, h', w'] */
    public static double distance(Tensor a, Tensor b) {
        try (Generator generator = Tensors.generator(SEED)) {
            Tensor directions = torch.randn(new long[] {3, DIRECTIONS}, new GeneratorOptional(generator));
            Tensor unit = directions.div(directions.square().sum(0).sqrt()); // [3, directions]
            Tensor difference = quantiles(a, unit).sub(quantiles(b, unit));
            return Math.sqrt(
                    3 * Tensors.scalar(difference.square().mean())); // a projection has a third of the squared distance
        }
    }

    private static Tensor quantiles(Tensor image, Tensor directions) {
        Tensor projected = lab(image).mm(directions); // [m, directions]
        Tensor sorted = projected.sort(0, false).get0().t().unsqueeze(0);
        return torch.upsample_linear1d(sorted, new long[] {QUANTILES}, true); // [1, directions, quantiles]
    }

    /** Converts sRGB to CIELAB, white point D65. // [1, 3, h, w] to [h * w, 3] */
    static Tensor lab(Tensor image) {
        Tensor rgb = image.reshape(3, -1).t(); // [m, 3]
        Tensor low = Ops.scale(rgb, 1 / 12.92);
        Tensor high = Ops.scale(Ops.plus(rgb, 0.055), 1 / 1.055).pow(new Scalar(2.4));
        Tensor linear = torch.where(rgb.le(new Scalar(0.04045)), low, high);
        Tensor xyz = linear.mm(Tensors.of(TO_XYZ, 3, 3)).div(Tensors.of(WHITE, 1, 3));
        Tensor cube = Ops.clampMin(xyz, 1e-9).pow(new Scalar(1.0 / 3));
        Tensor f =
                torch.where(xyz.gt(new Scalar(216.0 / 24389)), cube, Ops.plus(Ops.scale(xyz, 841.0 / 108), 4.0 / 29));
        Tensor fx = f.narrow(1, 0, 1);
        Tensor fy = f.narrow(1, 1, 1);
        Tensor fz = f.narrow(1, 2, 1);
        return torch.cat(
                new TensorVector(
                        Ops.plus(Ops.scale(fy, 116), -16), Ops.scale(fx.sub(fy), 500), Ops.scale(fy.sub(fz), 200)),
                1);
    }

    private static final float[] TO_XYZ = { // IEC 61966-2-1, rows red, green, blue
        0.4124f, 0.2126f, 0.0193f, 0.3576f, 0.7152f, 0.1192f, 0.1805f, 0.0722f, 0.9505f
    };
    private static final float[] WHITE = {0.9505f, 1.0f, 1.089f};
}
