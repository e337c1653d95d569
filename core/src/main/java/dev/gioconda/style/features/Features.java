package dev.gioconda.style.features;

import org.bytedeco.pytorch.Tensor;

/** What style losses know of one layer of one picture, whose features f have c channels at m positions. */
public interface Features {

    /** m. */
    long positions();

    /** c. */
    long channels();

    /** {@code mu = mean_m f_m}. // [c] */
    Tensor mean();

    /** {@code mean_m f_m^2}, a channel. // [c] */
    Tensor meanSquare();

    /** {@code mean_m f_m f_m'}, the Gram matrix of m positions divided by m. Only that of {@link PooledFeatures} has a gradient. // [c, c] */
    Tensor secondMoment();

    /** {@code mean_m (f_m - mu)(f_m - mu)'}. // [c, c] */
    default Tensor covariance(Tensor mean) {
        return secondMoment().sub(mean.outer(mean));
    }

    /**
     * Every single position, for losses that need more than moments.
     *
     * @throws IllegalStateException where only moments are known
     */
    FeatureMap featureMap();
}
