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
public enum Colours {
    /** The style's. */
    STYLE,
    /** The photograph's: the painting gives the brightness alone, {@code Y} of BT.601's Y, Cb, Cr. */
    LUMINANCE {
        @Override
        public Picture painted(Picture painting, Picture photograph) {
            return ofBoth(painting, photograph, (own, theirs) -> {
                Tensor chroma = theirs.sub(luma(theirs)); // [1, 3, h, w], has no brightness of its own
                return luma(own).add(chroma);
            });
        }
    },
    /**
     * The photograph's, as far as a linear map of the style's colours can: before painting, the style's pixels s become
     * {@code mu_c + C^(1/2) S^(-1/2) (s - mu_s)}, which has the photograph's mean and covariance.
     */
    LINEAR {
        @Override
        public Picture style(Picture style, Picture photograph) {
            return ofBoth(style, photograph, (own, theirs) -> {
                Tensor pixels = pixels(own); // [3, m]
                Tensor mean = pixels.mean(new long[] {1}, true, none()); // [3, 1]
                Tensor wanted = pixels(theirs);
                Tensor wantedMean = wanted.mean(new long[] {1}, true, none());
                Tensor map = power(covariance(wanted.sub(wantedMean)), 0.5)
                        .mm(power(covariance(pixels.sub(mean)), -0.5)); // [3, 3]
                return map.mm(pixels.sub(mean)).add(wantedMean).reshape(own.sizes());
            });
        }
    };

    /** What is done to the style picture before painting. */
    public Picture style(Picture style, Picture photograph) {
        return style;
    }

    /** What is done to the finished painting; both pictures have one size. */
    public Picture painted(Picture painting, Picture photograph) {
        return painting;
    }

    private interface Mixer {
        Tensor mix(Tensor own, Tensor theirs);
    }

    private static Picture ofBoth(Picture own, Picture theirs, Mixer mixer) {
        try (PointerScope scope = new PointerScope()) {
            return Canvas.picture(mixer.mix(Canvas.of(own), Canvas.of(theirs)));
        }
    }

    public static Tensor luma(Tensor canvas) {
        return Ops.scale(canvas.narrow(1, 0, 1), 0.299)
                .add(Ops.scale(canvas.narrow(1, 1, 1), 0.587))
                .add(Ops.scale(canvas.narrow(1, 2, 1), 0.114)); // [1, 1, h, w]
    }

    private static Tensor pixels(Tensor canvas) {
        return canvas.reshape(3, -1);
    }

    private static Tensor covariance(Tensor centred) {
        return Ops.scale(centred.mm(centred.t()), 1.0 / centred.size(1))
                .add(Ops.scale(torch.eye(3), 1e-5)); // a grey picture has no inverse without
    }

    private static Tensor power(Tensor symmetric, double exponent) {
        var eigen = torch.linalg_eigh(symmetric.to(ScalarType.Double));
        Tensor vectors = eigen.get1();
        Tensor powers = Ops.atLeast(eigen.get0(), 1e-9).pow(new Scalar(exponent));
        return vectors.mul(powers).mm(vectors.t()).to(ScalarType.Float);
    }

    private static ScalarTypeOptional none() {
        return new ScalarTypeOptional();
    }
}
