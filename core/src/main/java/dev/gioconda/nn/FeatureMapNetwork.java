package dev.gioconda.nn;

import org.bytedeco.pytorch.Tensor;

/** A network that can be evaluated in two steps, features and classifier. */
public interface FeatureMapNetwork {

    /** The last feature maps with spatial dimensions. // [n, 3, h, w] to [n, c, h', w'] */
    Tensor features(Tensor pictures);

    /** Raw outputs. // [n, c, h', w'] to [n, outputs] */
    Tensor forwardHead(Tensor features);
}
