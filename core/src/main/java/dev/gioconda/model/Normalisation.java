package dev.gioconda.model;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** From pixel values in [0, 1] to what the network is fed; stated in the manifest. */
public enum Normalisation {
    /** The study's: values only rescaled to [0, 1]. */
    RESCALE {
        @Override
        public Tensor apply(Tensor pictures) {
            return pictures;
        }
    },
    /**
     * Every picture to mean 0 and variance 1 over all its values, {@code (x - mean) / max(std, 0.05)}: light and contrast of
     * the photograph no longer matter.
     */
    STANDARDISE {
        @Override
        public Tensor apply(Tensor pictures) {
            long[] all = {1, 2, 3};
            Tensor centred = pictures.sub(pictures.mean(all, true, new ScalarTypeOptional())); // [n, 3, h, w]
            Tensor deviation =
                    centred.square().mean(all, true, new ScalarTypeOptional()).sqrt(); // [n, 1, 1, 1]
            return centred.div(Ops.clamp(deviation, 0.05, 1));
        }
    };

    /** @param pictures values in [0, 1] // [n, 3, h, w] */
    public abstract Tensor apply(Tensor pictures);
}
