package dev.gioconda.nn;

import org.bytedeco.pytorch.Tensor;

/** A network that can be asked in two steps: {@code forward(x)} is {@code answers(features(x))}. */
public interface FeatureMapNetwork {

    /** The last maps that still have places. // [n, 3, h, w] to [n, c, h', w'] */
    Tensor features(Tensor pictures);

    /** Raw outputs. // [n, c, h', w'] to [n, outputs] */
    Tensor forwardHead(Tensor features);
}
