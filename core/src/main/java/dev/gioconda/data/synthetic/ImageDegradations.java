package dev.gioconda.data.synthetic;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Image degradations of cameras and compression, on batches. Values in [0, 1]. // [n, 3, h, w] */
public final class ImageDegradations {

    private static final int BLOCK = 8;
    // ITU T.81, annex K.1: the luminance quantization table
    private static final int[] QUANTIZATION = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };

    private ImageDegradations() {}

    /** Blur with the 5x5 binomial kernel, standard deviation 1; border pixels are repeated. */
    public static Tensor blur(Tensor x) {
        float[] row = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};
        float[] kernel = new float[3 * 25];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = row[i % 25 / 5] * row[i % 5];
        }
        Tensor padded = torch.pad(x, new long[] {2, 2, 2, 2}, "replicate", new org.bytedeco.pytorch.DoubleOptional());
        return torch.conv2d(
                padded,
                Tensors.of(kernel, 3, 1, 5, 5),
                new TensorOptional(),
                new long[] {1, 1},
                new long[] {0, 0},
                new long[] {1, 1},
                3);
    }

    /**
     * Quantizes the 8x8 cosine coefficients of every channel with JPEG's luminance table, scaled for a quality of 15 to
     * 75 drawn for each picture. Pictures whose sides are not multiples of 8 are returned unchanged.
     */
    public static Tensor jpeg(Tensor x, Generator random) {
        long n = x.size(0);
        long h = x.size(2);
        long w = x.size(3);
        if (h % BLOCK != 0 || w % BLOCK != 0) {
            return x;
        }
        Tensor basis = dctBasis(); // [64, 1, 8, 8]
        Tensor planes = Ops.scale(x.reshape(n * 3, 1, h, w), 255); // [3n, 1, h, w]
        long[] stride = {BLOCK, BLOCK};
        long[] padding = {0, 0};
        long[] dilation = {1, 1};
        Tensor coefficients =
                torch.conv2d(planes, basis, new TensorOptional(), stride, padding, dilation, 1); // [3n, 64, h/8, w/8]
        Tensor quality = Ops.plus(Ops.scale(Tensors.uniform(random, n, 1, 1, 1), 60), 15);
        // the scaling of the Independent JPEG Group below 50, similar to it above
        Tensor strength =
                Ops.scale(quality.reciprocal(), 50).repeat_interleave(3, new LongOptional(0), new LongOptional());
        Tensor steps = quantizationTable().mul(strength); // [3n, 64, 1, 1]
        Tensor quantized = coefficients.div(steps).round().mul(steps);
        Tensor reconstructed = torch.conv_transpose2d(
                quantized, basis, new TensorOptional(), stride, padding, padding, 1, dilation); // [3n, 1, h, w]
        return Ops.scale(reconstructed.reshape(n, 3, h, w), 1 / 255.0);
    }

    private static Tensor quantizationTable() {
        float[] values = new float[QUANTIZATION.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = QUANTIZATION[i];
        }
        return Tensors.of(values, 1, BLOCK * BLOCK, 1, 1);
    }

    /** The orthonormal two-dimensional DCT-II basis. */
    private static Tensor dctBasis() {
        float[] basis = new float[BLOCK * BLOCK * BLOCK * BLOCK];
        int i = 0;
        for (int v = 0; v < BLOCK; v++) {
            for (int u = 0; u < BLOCK; u++) {
                for (int y = 0; y < BLOCK; y++) {
                    for (int x = 0; x < BLOCK; x++) {
                        basis[i++] = (float) (dctValue(u, x) * dctValue(v, y));
                    }
                }
            }
        }
        return Tensors.of(basis, BLOCK * BLOCK, 1, BLOCK, BLOCK);
    }

    private static double dctValue(int frequency, int position) {
        double norm = Math.sqrt((frequency == 0 ? 1.0 : 2.0) / BLOCK);
        return norm * Math.cos((2 * position + 1) * frequency * Math.PI / (2 * BLOCK));
    }
}
