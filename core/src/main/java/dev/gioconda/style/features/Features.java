package dev.gioconda.style.features;

import org.bytedeco.pytorch.Tensor;

/** Features f of one layer for one image, with c channels at m positions, as input of style losses. */
public interface Features {

    /** Number of positions, m. */
    long positions();

    /** Number of channels, c. */
    long channels();

    /** Mean {@code mu = mean_m f_m}. // [c] */
    Tensor mean();

    /** Mean square of each channel, {@code mean_m f_m^2}. // [c] */
    Tensor meanSquare();

    /** Second moment {@code mean_m f_m f_m'}, the Gram matrix divided by m. Only {@link PooledFeatures} has its gradient. // [c, c] */
    Tensor secondMoment();

    /** Covariance {@code mean_m (f_m - mu)(f_m - mu)'}. // [c, c] */
    default Tensor covariance(Tensor mean) {
        return secondMoment().sub(mean.outer(mean));
    }

    /**
     * The features of all positions, for losses that need more than moments.
     *
     * @throws IllegalStateException when only moments are available
     */
    FeatureMap featureMap();
}
