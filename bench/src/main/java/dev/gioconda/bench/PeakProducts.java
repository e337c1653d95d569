package dev.gioconda.bench;

import dev.gioconda.tensor.Tensors;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The machine's practical peak: products of two 4096 x 4096 matrices through libtorch, the best of ten, in GFLOP/s (10^9
 * multiplications and additions a second), and how many images per second of study-cnn's training that would be if a
 * training were nothing but products at that rate.
 */
public final class PeakProducts {

    private static final int SIDE = 4096;
    private static final int WARM_UP = 2;
    private static final int MEASURED = 10;

    private PeakProducts() {}

    /** Argument: number of libtorch's threads (number of processors). */
    public static void main(String[] args) {
        int threads = args.length > 0
                ? Integer.parseInt(args[0])
                : Runtime.getRuntime().availableProcessors();
        torch.set_num_threads(threads);
        // float32 products go to OpenBLAS, which the launcher holds to one thread
        openblas_nolapack.blas_set_num_threads(threads);
        double gflop = studyCnnFlops() / 1e9;
        System.out.printf(
                Locale.ROOT, "study-cnn costs %.3f GFLOP a picture in training; threads: %d%n", gflop, threads);
        for (ScalarType type : new ScalarType[] {ScalarType.Float, ScalarType.BFloat16}) {
            double peak = gigaflops(type);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s  %7.1f GFLOP/s  study-cnn at that rate: %6.1f pictures/s%n",
                    type == ScalarType.Float ? "float32" : "bfloat16",
                    peak,
                    peak / gflop);
        }
    }

    /** Rate for one data type. */
    static double gigaflops(ScalarType type) {
        long best = Long.MAX_VALUE;
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(1)) {
            Tensor a = Tensors.symmetric(generator, SIDE, SIDE).to(type); // [n, n]
            Tensor b = Tensors.symmetric(generator, SIDE, SIDE).to(type); // [n, n]
            for (int i = 0; i < WARM_UP + MEASURED; i++) {
                try (PointerScope product = new PointerScope()) {
                    long start = System.nanoTime();
                    torch.mm(a, b);
                    best = i < WARM_UP ? best : Math.min(best, System.nanoTime() - start);
                }
            }
        }
        return 2.0 * SIDE * SIDE * SIDE / best;
    }

    /**
     * Floating-point operations of one picture's training step in study-cnn at 3 x 64 x 64, products alone. A 4 x 4
     * convolution takes {@code side^2 * out * in * 16} multiply-adds:
     *
     * <pre>
     * 64 x 64    3 to  32     6,291,456      32 to  32    67,108,864
     * 32 x 32   32 to  64    33,554,432      64 to  64    67,108,864
     * 16 x 16   64 to 128    33,554,432     128 to 128    67,108,864
     * dense   8192 to   2        16,384              total 274,743,296
     * </pre>
     *
     * Two operations a multiply-add; the backward pass costs the forward pass twice, for the gradients of the weights and of
     * the inputs, except that the gradient of the images is not computed: {@code 6 * 274,743,296 - 2 * 6,291,456}.
     */
    static double studyCnnFlops() {
        long first = convolution(64, 3, 32);
        long all = first + convolution(64, 32, 32);
        all += convolution(32, 32, 64) + convolution(32, 64, 64);
        all += convolution(16, 64, 128) + convolution(16, 128, 128);
        all += 8L * 8 * 128 * 2;
        return 6.0 * all - 2.0 * first;
    }

    private static long convolution(int side, int in, int out) {
        return (long) side * side * out * in * 16;
    }
}
