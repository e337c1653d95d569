package dev.gioconda.nn;

import dev.gioconda.tensor.Scoped;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/**
 * A 3 x 3 convolution of stride 1 and zero padding 1 with half of the multiplications: along rows, four outputs of a
 * kernel of three take six products instead of twelve (Winograd's F(4, 3) in the notation of Lavin and Gray 2016, arXiv
 * 1509.09308). Along columns the kernel is not transformed, so each of the six is a 3 x 1 convolution, for which
 * libtorch has fast code; a nested transform of both directions would halve the products again, but its memory traffic
 * costs more than that, and it has larger rounding errors.
 *
 * <p>{@code Y = A' [(G g) * (B' d)]} for four outputs Y of six inputs d and kernel g of three, with the points 0, 1,
 * -1, 2, -2 and infinity. Not differentiable by autograd: see {@link #adjoint}.
 */
public final class WinogradConvolution {

    private static final int OUTPUTS = 4;
    private static final int PRODUCTS = 6;

    /** G, one product per row. // [6, 3] */
    private static final float[] KERNEL_TRANSFORM = {
        1 / 4f, 0, 0, //
        -1 / 6f, -1 / 6f, -1 / 6f, //
        -1 / 6f, 1 / 6f, -1 / 6f, //
        1 / 24f, 1 / 12f, 1 / 6f, //
        1 / 24f, -1 / 12f, 1 / 6f, //
        0, 0, 1
    };

    private static final long MIN_CHANNEL_PRODUCT = 64 * 128; // input times output channels
    private static final long MIN_POSITIONS = 32 * 32;

    private final Tensor kernels; // [6 k, c, 3, 1]
    private final @Nullable Tensor bias; // [6 k]
    private final long channels; // k

    private WinogradConvolution(Tensor kernels, @Nullable Tensor bias) {
        this.kernels = kernels;
        this.bias = bias;
        this.channels = kernels.size(0) / PRODUCTS;
    }

    /**
     * Creates the convolution from a copy of the weights.
     *
     * @param weight in float32 // [k, c, 3, 3]
     * @param bias or null // [k]
     */
    public static WinogradConvolution of(Tensor weight, @Nullable Tensor bias) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor kernels = Scoped.owned(() -> {
                Tensor transform = Tensors.of(KERNEL_TRANSFORM, PRODUCTS, 1, 1, 3);
                TensorVector transformed = new TensorVector();
                for (int i = 0; i < PRODUCTS; i++) {
                    transformed.push_back(
                            weight.mul(transform.select(0, i)).sum(3).unsqueeze(3)); // [k, c, 3, 1]
                }
                return torch.cat(transformed, 0).contiguous(MemoryFormat.ChannelsLast);
            });
            return new WinogradConvolution(kernels, bias == null ? null : Scoped.owned(() -> biasOfProducts(bias)));
        }
    }

    /** The bias, added to the second product, which each of the four outputs contains once. // [k] to [6 k] */
    private static Tensor biasOfProducts(Tensor bias) {
        Tensor all = torch.zeros(PRODUCTS, bias.size(0));
        all.select(0, 1).copy_(bias);
        return all.reshape(-1);
    }

    /**
     * The adjoint convolution, from the gradient of the outputs to the gradient of the inputs: the same kernel rotated
     * by 180 degrees.
     *
     * @param weight // [k, c, 3, 3]
     */
    public static WinogradConvolution adjoint(Tensor weight) {
        Tensor flipped = Scoped.owned(() -> weight.detach().transpose(0, 1).flip(2, 3)); // [c, k, 3, 3]
        try (flipped) {
            return of(flipped, null);
        }
    }

    /**
     * Whether this is faster than libtorch's own convolution: measured 1.2 to 1.5 times as fast above these sizes.
     *
     * @param weight // [k, c, 3, 3]
     * @param inputs // [n, c, h, w]
     */
    public static boolean isFaster(Tensor weight, Tensor inputs) {
        return weight.size(0) * weight.size(1) >= MIN_CHANNEL_PRODUCT
                && inputs.size(2) * inputs.size(3) >= MIN_POSITIONS;
    }

    /** Applies the convolution. // [n, c, h, w] channels-last to [n, k, h, w] channels-last */
    public Tensor apply(Tensor inputs) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor products = Scoped.owned(() -> products(inputs));
            try (products) {
                return Scoped.of(() -> outputs(products, inputs.size(3)));
            }
        }
    }

    /** The products (G g) * (B' d). // [n, c, h, w] to [n, h, t, 6, k] for t tiles of four outputs per row */
    private Tensor products(Tensor inputs) {
        long n = inputs.size(0);
        long c = inputs.size(1);
        long h = inputs.size(2);
        long w = inputs.size(3);
        long t = (w + OUTPUTS - 1) / OUTPUTS;
        Tensor rows = torch.constant_pad_nd(
                inputs.permute(0, 2, 3, 1), new long[] {0, 0, 1, OUTPUTS * t + 1 - w}); // [n, h, 4 t + 2, c]
        Tensor[] d = new Tensor[PRODUCTS];
        for (int i = 0; i < PRODUCTS; i++) {
            long end = i + OUTPUTS * (t - 1) + 1;
            d[i] = rows.slice(2, new LongOptional(i), new LongOptional(end), OUTPUTS); // [n, h, t, c]
        }
        Tensor transformedInputs = torch.empty(n, h, t, PRODUCTS, c); // B' d
        Tensor even = addScaled(d[4], -4, d[2]);
        Tensor odd = addScaled(d[3], -4, d[1]);
        storeSum(transformedInputs, 1, even, 1, odd);
        storeSum(transformedInputs, 2, even, -1, odd);
        storeSum(transformedInputs, 0, even.sub_(d[2]), 4, d[0]); // 4 d0 - 5 d2 + d4
        even = d[4].sub(d[2]);
        odd = d[3].sub(d[1]);
        storeSum(transformedInputs, 3, even, 2, odd);
        storeSum(transformedInputs, 4, even, -2, odd);
        storeSum(transformedInputs, 5, addScaled(d[5], -5, d[3]), 4, d[1]);
        Tensor products = torch.conv2d(
                transformedInputs.view(n, h, t, PRODUCTS * c).permute(0, 3, 1, 2),
                kernels,
                bias == null ? new TensorOptional() : new TensorOptional(bias),
                new long[] {1, 1},
                new long[] {1, 0},
                new long[] {1, 1},
                PRODUCTS); // [n, 6 k, h, t]
        return products.permute(0, 2, 3, 1).reshape(n, h, t, PRODUCTS, channels);
    }

    /** {@code A' m} of the products m. // [n, h, t, 6, k] to [n, k, h, w] */
    private Tensor outputs(Tensor products, long w) {
        Tensor[] m = new Tensor[PRODUCTS];
        for (int i = 0; i < PRODUCTS; i++) {
            m[i] = products.select(3, i); // [n, h, t, k]
        }
        long n = products.size(0);
        long h = products.size(1);
        long t = products.size(2);
        Tensor y = torch.empty(n, h, t, OUTPUTS, channels);
        Tensor sum12 = m[1].add(m[2]);
        Tensor difference12 = m[1].sub(m[2]);
        Tensor sum34 = m[3].add(m[4]);
        Tensor difference34 = m[3].sub(m[4]);
        storeSum(y, 1, difference12, 2, difference34);
        storeSum(y, 2, sum12, 4, sum34);
        storeSum(y, 0, sum12.add_(m[0]), 1, sum34);
        storeSum(y, 3, difference12.add_(m[5]), 8, difference34);
        Tensor all = y.view(n, h, OUTPUTS * t, channels).permute(0, 3, 1, 2);
        return all.size(3) == w ? all : all.narrow(3, 0, w).contiguous(MemoryFormat.ChannelsLast);
    }

    private static Tensor addScaled(Tensor a, double factor, Tensor b) {
        return a.add(b, new Scalar(factor));
    }

    private static void storeSum(Tensor all, int index, Tensor a, double factor, Tensor b) {
        torch.add_out(all.select(3, index), a, b, new Scalar(factor));
    }
}
