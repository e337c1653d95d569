package dev.gioconda.style;

import org.bytedeco.pytorch.Tensor;

/**
 * Features of which only the moments are left; those of a picture are the sums over its tiles.
 *
 * @param positions of the whole picture, also where the moments are one tile's share of it
 * @param mean a share of the mean // [c]
 * @param secondMoment likewise // [c, c]
 */
record PooledFeatures(long positions, Tensor mean, Tensor secondMoment) implements Features {

    @Override
    public long channels() {
        return mean.size(0);
    }

    @Override
    public Tensor squares() {
        return secondMoment.diagonal();
    }

    @Override
    public FeatureMap map() {
        throw new IllegalStateException(
                "This loss needs every position of the picture, of which only moments are known.");
    }
}
