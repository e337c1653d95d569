package dev.gioconda.style.canvas;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Ops;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Whose colours the painting gets (Gatys et al. 2016, arXiv 1606.05897). */
public enum ColorMode {
    /** The style's. */
    STYLE,
    /** The photograph's: the painting gives the brightness alone, {@code Y} of BT.601's Y, Cb, Cr. */
    LUMINANCE {
        @Override
        public Picture recolor(Picture stylized, Picture content) {
            return transform(stylized, content, (source, reference) -> {
                Tensor chroma = reference.sub(luma(reference)); // [1, 3, h, w], has no brightness of its own
                return luma(source).add(chroma);
            });
        }
    },
    /**
     * The photograph's, as far as a linear map of the style's colours can: before painting, the style's pixels s become
     * {@code mu_c + C^(1/2) S^(-1/2) (s - mu_s)}, which has the photograph's mean and covariance.
     */
    LINEAR {
        @Override
        public Picture prepareStyle(Picture style, Picture content) {
            return transform(style, content, (source, reference) -> {
                Tensor pixels = pixels(source); // [3, m]
                Tensor mean = pixels.mean(new long[] {1}, true, noType()); // [3, 1]
                Tensor target = pixels(reference);
                Tensor targetMean = target.mean(new long[] {1}, true, noType());
                Tensor map = matrixPower(covariance(target.sub(targetMean)), 0.5)
                        .mm(matrixPower(covariance(pixels.sub(mean)), -0.5)); // [3, 3]
                return map.mm(pixels.sub(mean)).add(targetMean).reshape(source.sizes());
            });
        }
    };

    /** What is done to the style picture before painting. */
    public Picture prepareStyle(Picture style, Picture content) {
        return style;
    }

    /** What is done to the finished painting; both pictures have one size. */
    public Picture recolor(Picture stylized, Picture content) {
        return stylized;
    }

    private interface ColorTransform {
        Tensor apply(Tensor source, Tensor reference);
    }

    private static Picture transform(Picture source, Picture reference, ColorTransform transform) {
        try (PointerScope scope = new PointerScope()) {
            return ImageTensors.toPicture(
                    transform.apply(ImageTensors.toTensor(source), ImageTensors.toTensor(reference)));
        }
    }

    public static Tensor luma(Tensor image) {
        return Ops.scale(image.narrow(1, 0, 1), 0.299)
                .add(Ops.scale(image.narrow(1, 1, 1), 0.587))
                .add(Ops.scale(image.narrow(1, 2, 1), 0.114)); // [1, 1, h, w]
    }

    private static Tensor pixels(Tensor image) {
        return image.reshape(3, -1);
    }

    private static Tensor covariance(Tensor centered) {
        return Ops.scale(centered.mm(centered.t()), 1.0 / centered.size(1))
                .add(Ops.scale(torch.eye(3), 1e-5)); // a grey picture has no inverse without
    }

    private static Tensor matrixPower(Tensor symmetric, double exponent) {
        var eigen = torch.linalg_eigh(symmetric.to(ScalarType.Double));
        Tensor vectors = eigen.get1();
        Tensor powers = Ops.clampMin(eigen.get0(), 1e-9).pow(new Scalar(exponent));
        return vectors.mul(powers).mm(vectors.t()).to(ScalarType.Float);
    }

    private static ScalarTypeOptional noType() {
        return new ScalarTypeOptional();
    }
}
