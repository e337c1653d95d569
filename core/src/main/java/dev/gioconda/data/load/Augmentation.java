package dev.gioconda.data.load;

import static dev.gioconda.tensor.Ops.clamp;
import static dev.gioconda.tensor.Ops.complement;
import static dev.gioconda.tensor.Ops.plus;
import static dev.gioconda.tensor.Ops.scale;
import static dev.gioconda.tensor.Tensors.symmetric;
import static dev.gioconda.tensor.Tensors.uniform;

import dev.gioconda.data.synthetic.ImageDegradations;
import dev.gioconda.tensor.Tensors;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.GridSampleFuncOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.kBorder;

/**
 * Random transformations that keep the label, drawn again for every picture of a batch; 0 disables one. For training
 * only.
 *
 * @param shift largest shift as a fraction of the side
 * @param rotate largest rotation in degrees
 * @param shear largest shear in degrees
 * @param zoom largest change of the scale, such as 0.1 for 0.9 to 1.1
 * @param flip probability of a left-right mirror image
 * @param brightness largest relative change of all values
 * @param contrast largest relative change of the distance from the picture's mean
 * @param saturation largest relative change of the distance from each pixel's luma
 * @param grey probability of conversion to gray
 * @param blur probability of a blurred picture, of varying strength
 * @param noise largest standard deviation of Gaussian noise, of values in [0, 1]
 * @param jpeg probability of JPEG block artifacts
 * @param erase probability of random erasing of a rectangle (Zhong et al. 2020, arXiv 1708.04896)
 */
public record Augmentation(
        double shift,
        double rotate,
        double shear,
        double zoom,
        double flip,
        double brightness,
        double contrast,
        double saturation,
        double grey,
        double blur,
        double noise,
        double jpeg,
        double erase) {

    private static final float[] LUMA = {0.299f, 0.587f, 0.114f}; // BT.601

    /** No augmentation. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Applies all transformations.
     *
     * @param pictures values in [0, 1] // [n, 3, h, w]
     * @param random the generator of all draws
     */
    public Tensor apply(Tensor pictures, Generator random) {
        if (equals(NONE)) {
            return pictures;
        }
        Tensor x = warp(pictures, random);
        x = jitterColors(x, random);
        x = applyToRandomSubset(
                x,
                blur,
                random,
                subset -> lerp(subset, ImageDegradations.blur(subset), uniformPerPicture(subset, random)));
        x = applyToRandomSubset(x, jpeg, random, subset -> ImageDegradations.jpeg(subset, random));
        if (noise > 0) {
            long[] plane = {x.size(0), 1, x.size(2), x.size(3)}; // equal in all channels, as sensor noise in dim light
            Tensor gauss = torch.randn(plane, new GeneratorOptional(random), new TensorOptions(ScalarType.Float));
            x = x.add(gauss.mul(scale(uniformPerPicture(x, random), noise)));
        }
        x = erase > 0 ? lerp(x, scale(torch.ones_like(x), 0.5), eraseMask(x, random)) : x;
        return clamp(x, 0, 1);
    }

    /**
     * Shift, rotation, shear, zoom and reflection as one affine map per picture. With angle a, shear s, zoom z and
     * mirror m = ±1 the sampling grid is {@code [m z cos a, -z sin(a + s), tx; m z sin a, z cos(a + s), ty]}, as in
     * Keras' ImageDataGenerator; border pixels are repeated outside.
     */
    Tensor warp(Tensor x, Generator random) {
        if (shift == 0 && rotate == 0 && shear == 0 && zoom == 0 && flip == 0) {
            return x;
        }
        long n = x.size(0);
        Tensor angle = scale(symmetric(random, n), Math.toRadians(rotate)); // [n]
        Tensor sheared = angle.add(scale(symmetric(random, n), Math.toRadians(shear))); // [n]
        Tensor size = plus(scale(symmetric(random, n), zoom), 1); // [n]
        Tensor mirror = complement(scale(uniform(random, n).lt(new Scalar(flip)).to(ScalarType.Float), 2)); // [n] ±1
        Tensor tx = scale(symmetric(random, n), 2 * shift); // [n], the grid runs from -1 to 1
        Tensor ty = scale(symmetric(random, n), 2 * shift); // [n]
        Tensor top = torch.stack(
                new TensorVector(
                        mirror.mul(size).mul(angle.cos()),
                        size.mul(sheared.sin()).neg(),
                        tx),
                1);
        Tensor bottom =
                torch.stack(new TensorVector(mirror.mul(size).mul(angle.sin()), size.mul(sheared.cos()), ty), 1);
        Tensor theta = torch.stack(new TensorVector(top, bottom), 1); // [n, 2, 3]
        Tensor grid = torch.affine_grid(theta, x.shape(), false); // [n, h, w, 2]
        GridSampleFuncOptions options = new GridSampleFuncOptions();
        options.padding_mode().put(new kBorder());
        options.align_corners().put(false);
        return torch.grid_sample(x, grid, options); // [n, 3, h, w]
    }

    private Tensor jitterColors(Tensor x, Generator random) {
        if (brightness > 0) {
            x = x.mul(plus(scale(symmetric(random, x.size(0), 1, 1, 1), brightness), 1));
        }
        if (contrast > 0) {
            Tensor mean = x.mean(new long[] {1, 2, 3}, true, new ScalarTypeOptional()); // [n, 1, 1, 1]
            Tensor factor = plus(scale(symmetric(random, x.size(0), 1, 1, 1), contrast), 1);
            x = mean.add(x.sub(mean).mul(factor));
        }
        if (saturation > 0 || grey > 0) {
            Tensor luma = x.mul(Tensors.of(LUMA, 1, 3, 1, 1)).sum(new long[] {1}, true, new ScalarTypeOptional());
            Tensor factor = plus(scale(symmetric(random, x.size(0), 1, 1, 1), saturation), 1);
            factor = factor.mul(complement(bernoulliMask(grey, x, random)));
            x = luma.add(x.sub(luma).mul(factor));
        }
        return x;
    }

    /** A mask of one rectangle in randomly chosen pictures, 10 to 40 % of each side. // [n, 1, h, w] */
    private Tensor eraseMask(Tensor x, Generator random) {
        Tensor mask = bernoulliMask(erase, x, random);
        for (int axis = 2; axis < 4; axis++) {
            long side = x.size(axis);
            long[] along = axis == 2 ? new long[] {1, 1, side, 1} : new long[] {1, 1, 1, side};
            Tensor position =
                    torch.linspace(new Scalar(0.0), new Scalar(1.0), side).view(along);
            Tensor center = uniformPerPicture(x, random);
            Tensor half = plus(scale(uniformPerPicture(x, random), 0.15), 0.05);
            mask = mask.mul(position.sub(center).abs().lt(half).to(ScalarType.Float));
        }
        return mask;
    }

    private static Tensor uniformPerPicture(Tensor x, Generator random) {
        return uniform(random, x.size(0), 1, 1, 1);
    }

    private static Tensor bernoulliMask(double probability, Tensor x, Generator random) {
        return uniformPerPicture(x, random).lt(new Scalar(probability)).to(ScalarType.Float);
    }

    /** Transforms each picture with a probability; only the drawn pictures are computed. */
    private static Tensor applyToRandomSubset(
            Tensor x, double probability, Generator random, UnaryOperator<Tensor> transform) {
        if (probability == 0) {
            return x;
        }
        Tensor drawn =
                uniform(random, x.size(0)).lt(new Scalar(probability)).nonzero().view(-1);
        return drawn.numel() == 0 ? x : x.index_copy(0, drawn, transform.apply(x.index_select(0, drawn)));
    }

    private static Tensor lerp(Tensor from, Tensor to, Tensor weight) {
        return from.add(to.sub(from).mul(weight));
    }
}
