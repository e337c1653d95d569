package dev.gioconda.style.canvas;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Ops;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Source of the colors of the stylized image (Gatys et al. 2016, arXiv 1606.05897). */
public enum ColorMode {
    /** Colors of the style image. */
    STYLE,
    /** Chroma of the content image; only the luma {@code Y} of BT.601's Y, Cb, Cr is stylized. */
    LUMINANCE {
        @Override
        public Picture recolor(Picture stylized, Picture content) {
            return transform(stylized, content, (source, reference) -> {
                Tensor chroma = reference.sub(luma(reference)); // [1, 3, h, w]
                return luma(source).add(chroma);
            });
        }
    },
    /**
     * Color statistics of the content image: before the optimization, the pixels s of the style image become
     * {@code mu_c + C^(1/2) S^(-1/2) (s - mu_s)}, which have the mean and covariance of the content image.
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

    /** Transforms the style image before the optimization. */
    public Picture prepareStyle(Picture style, Picture content) {
        return style;
    }

    /** Transforms the stylized image after the optimization; both images have the same size. */
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

    /** Luma Y of BT.601. // [1, 3, h, w] to [1, 1, h, w] */
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
                .add(Ops.scale(torch.eye(3), 1e-5)); // the covariance of a gray image is singular without it
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
