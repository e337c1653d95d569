package dev.gioconda.train.distillation;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Faces made of two aligned ones. The teacher embeds what the student sees, so they need not show a person who exists.
 *
 * @param morph share of faces that are the weighted mean of two faces
 * @param composite share of faces with the inner part of one face, its luma matched, in the color picture of another one
 * @param lowResolution share of faces that are reduced to 24 to 96 pixels
 */
record FaceMixing(double morph, double composite, double lowResolution) {

    private static final int SMALLEST = 24;
    private static final int LARGEST = 96;
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f}; // BT.601
    private static final double MAX_CONTRAST = 2; // of the inner part, relative to its own

    FaceMixing {
        if (!(morph >= 0)
                || !(composite >= 0)
                || !(morph + composite <= 1)
                || !(lowResolution >= 0 && lowResolution <= 1)) {
            throw new IllegalArgumentException(
                    "mixing.morph is %s, composite %s, low-resolution %s; expected shares in [0, 1], the first two at most 1 together."
                            .formatted(morph, composite, lowResolution));
        }
    }

    /** The weighted mean of faces, with weights of 0.3 to 0.7. // [n, 3, h, w] */
    static Tensor morphed(Tensor a, Tensor b, Generator random) {
        Tensor weight = Ops.plus(Ops.scale(Tensors.uniform(random, a.size(0), 1, 1, 1), 0.4), 0.3);
        return b.add(a.sub(b).mul(weight));
    }

    /** The inner parts of faces in the pictures of others: {@code b + mask (luma'(a) - luma(b))}. // [n, 3, h, w] */
    static Tensor composed(Tensor a, Tensor b) {
        Tensor mask = mask(a.size(2)); // [1, 1, h, w]
        Tensor from = luma(a); // [n, 1, h, w]
        Tensor to = luma(b);
        Tensor fromMean = mean(from, mask);
        Tensor toMean = mean(to, mask);
        Tensor contrast = deviation(to, toMean, mask).div(Ops.clampMin(deviation(from, fromMean, mask), 0.02));
        Tensor matched = from.sub(fromMean)
                .mul(Ops.clamp(contrast, 1 / MAX_CONTRAST, MAX_CONTRAST))
                .add(toMean);
        return Ops.clamp(b.add(matched.sub(to).mul(mask)), 0, 1);
    }

    /** Faces reduced to a size and enlarged again. // [n, 3, h, w] */
    static Tensor reduced(Tensor x, double draw) {
        int side = SMALLEST + (int) (draw * (LARGEST - SMALLEST + 1));
        Tensor small = torch.adaptive_avg_pool2d(x, side, side);
        return torch.upsample_bilinear2d(small, new long[] {x.size(2), x.size(3)}, false);
    }

    private static Tensor luma(Tensor x) {
        return x.mul(Tensors.of(LUMA, 1, 3, 1, 1)).sum(new long[] {1}, true, new ScalarTypeOptional());
    }

    private static Tensor mean(Tensor x, Tensor mask) {
        return x.mul(mask)
                .sum(new long[] {2, 3}, true, new ScalarTypeOptional())
                .div(mask.sum()); // [n, 1, 1, 1]
    }

    private static Tensor deviation(Tensor x, Tensor mean, Tensor mask) {
        return mean(x.sub(mean).square(), mask).sqrt();
    }

    /** An ellipse from the eyebrows to the chin with a soft edge, in the patches of {@link FacePatches}. // [1, 1, side, side] */
    private static Tensor mask(long side) {
        Tensor line = torch.arange(new Scalar(side), new TensorOptions(ScalarType.Float));
        line = Ops.scale(Ops.plus(line, 0.5), 2.0 / side); // 0 to 2
        Tensor x = Ops.scale(Ops.plus(line, -0.995), 1 / 0.475).view(1, 1, 1, side);
        Tensor y = Ops.scale(Ops.plus(line, -0.97), 1 / 0.525).view(1, 1, side, 1);
        Tensor radius = x.square().add(y.square()).sqrt();
        return Ops.scale(Ops.complement(radius), 10).sigmoid();
    }
}
