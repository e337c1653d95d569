package dev.gioconda.style;

import dev.gioconda.tensor.Ops;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@code G = sum_m s_m f_m f_m'}, the Gram matrix of features f at m positions that count s_m; all 1/m where they count alike.
 *
 * <p>Written as a product, its gradient {@code s f (S + S')} for a loss of slope S would be two products of which each is as long as
 * the first. Here one factor is a constant, and {@code P + P'} of that product P has the same gradient for one of them.
 */
final class SecondMoment {

    private SecondMoment() {}

    /** In float32. // [c, c] */
    static Tensor of(FeatureMap map) {
        Tensor f = map.outputs(); // [m, c]
        if (!f.requires_grad()) {
            return value(map);
        }
        Tensor product = f.detach().t().mm(counted(map, f)); // [c, c], of the network's precision
        Tensor slope = product.add(product.t()).to(ScalarType.Float); // 2 G, with G's whole gradient
        if (map.share() == null) {
            slope = Ops.scale(slope, 1.0 / map.positions());
        }
        Tensor constant = slope.detach();
        Tensor value = f.scalar_type() == ScalarType.Float ? Ops.scale(constant, 0.5) : value(map);
        return slope.sub(constant).add(value);
    }

    /**
     * The value alone, in float32 also of bfloat16 features. The gradient of a 1 x 1 convolution's kernel is
     * {@code sum_m g_m f_m'} for a slope g of its output; with g = s f that is G, and the engine computes it on all threads,
     * where the launcher lets it have one for a matrix product in float32.
     */
    private static Tensor value(FeatureMap map) {
        Tensor value = torch.empty(map.channels(), map.channels()); // [c, c]
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor rows = map.rows();
            Tensor input = picture(rows, map); // [1, c, h, w]
            Tensor slope = map.share() == null ? input : picture(counted(map, rows), map);
            BoolPointer kernelOnly = new BoolPointer(3);
            for (int i = 0; i < 3; i++) {
                kernelOnly.put(i, i == 1);
            }
            Tensor sum = torch.convolution_backward(
                            slope,
                            input,
                            value.view(map.channels(), map.channels(), 1, 1),
                            new long[] {map.channels()},
                            new long[] {1, 1},
                            new long[] {0, 0},
                            new long[] {1, 1},
                            false,
                            new long[] {0, 0},
                            1,
                            kernelOnly)
                    .get1();
            value.copy_(sum.view(value.sizes()));
            if (map.share() == null) {
                value.div_(new Scalar((double) map.positions()));
            }
        }
        return value;
    }

    /** Rows as they count; as they are where all count alike. // [m, c] */
    private static Tensor counted(FeatureMap map, Tensor rows) {
        Tensor share = map.share();
        return share == null ? rows : rows.mul(share.to(rows.scalar_type()));
    }

    private static Tensor picture(Tensor rows, FeatureMap map) {
        return rows.reshape(1, map.height(), map.width(), map.channels()).permute(0, 3, 1, 2); // channels-last
    }
}
