package dev.gioconda.bench;

import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * VGG19's convolutions forward, up to {@code block5_pool}, on 16 pictures of 3 x 128 x 128, in float32 and bfloat16 as the
 * product computes them: pictures/s, GFLOP/s, and what part of the machine's rate at float32 matrix products that is. Each
 * is the best of ten.
 */
public final class VggForward {

    private static final int BATCH = 16;
    private static final int SIDE = 128;
    private static final int WARM_UP = 2;
    private static final int MEASURED = 10;

    private VggForward() {}

    /** Argument: number of libtorch's threads (number of processors). */
    public static void main(String[] args) {
        int threads = args.length > 0
                ? Integer.parseInt(args[0])
                : Runtime.getRuntime().availableProcessors();
        torch.set_num_threads(threads);
        openblas_nolapack.blas_set_num_threads(threads); // for the products, see PeakProducts
        Backbone vgg = BackboneSpec.of("vgg19").build(0);
        vgg.eval();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Generator generator = Tensors.generator(1)) {
            Tensor pictures = Tensors.symmetric(generator, BATCH, 3, SIDE, SIDE)
                    .contiguous(MemoryFormat.ChannelsLast); // [n, 3, h, w]
            double gflop = flops(vgg, pictures) / 1e9;
            double before = PeakProducts.gigaflops(ScalarType.Float);
            Map<Precision, Double> rates = new EnumMap<>(Precision.class); // pictures/s
            for (Precision precision : Precision.values()) {
                rates.put(precision, BATCH / seconds(vgg, pictures, precision));
            }
            double products = Math.max(before, PeakProducts.gigaflops(ScalarType.Float));
            System.out.printf(
                    Locale.ROOT,
                    "a picture costs %.3f GFLOP; threads: %d; float32 products: %.1f GFLOP/s%n",
                    gflop,
                    threads,
                    products);
            rates.forEach((precision, rate) -> System.out.printf(
                    Locale.ROOT,
                    "%-8s  %6.2f pictures/s  %7.1f GFLOP/s  %5.1f %% of float32 products%n",
                    precision.name().toLowerCase(Locale.ROOT),
                    rate,
                    rate * gflop,
                    100 * rate * gflop / products));
            System.out.printf(
                    Locale.ROOT,
                    "bfloat16 / float32: %.2f%n",
                    Objects.requireNonNull(rates.get(Precision.BFLOAT16))
                            / Objects.requireNonNull(rates.get(Precision.FLOAT32)));
        }
    }

    /** The shortest of the measured forward passes. */
    private static double seconds(Backbone vgg, Tensor pictures, Precision precision) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            try (PointerScope pass = new PointerScope()) {
                long start = System.nanoTime();
                try (Precision.Scope products = precision.autocast()) {
                    vgg.features(pictures); // [n, 512, 4, 4]
                }
                best = i < WARM_UP ? best : Math.min(best, System.nanoTime() - start);
            }
        }
        return best / 1e9;
    }

    /**
     * Floating-point operations of one picture, counted from the shapes: two for each number of a kernel at each place of its
     * output; 2 * 6.37 * 10^9 at 128 x 128 (2 * 5.92 * 10^9 of them up to {@code block5_conv1}).
     */
    static double flops(Backbone vgg, Tensor pictures) {
        List<String> convolutions =
                vgg.layerNames().stream().filter(name -> name.contains("conv")).toList();
        List<Tensor> kernels =
                vgg.weights().stream().filter(weight -> weight.dim() == 4).toList();
        double flops = 0;
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> outputs = vgg.layerOutputs(pictures.narrow(0, 0, 1), convolutions);
            for (int i = 0; i < kernels.size(); i++) {
                Tensor output = Objects.requireNonNull(outputs.get(convolutions.get(i))); // [1, c, h, w]
                flops += 2.0 * kernels.get(i).numel() * output.size(2) * output.size(3);
            }
        }
        return flops;
    }
}
