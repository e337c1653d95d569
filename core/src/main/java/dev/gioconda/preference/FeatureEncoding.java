package dev.gioconda.preference;

import java.util.Arrays;
import java.util.List;

/**
 * Feature vector of the settings of a stylized image, for the linear model of its rating. For a shipped preset all features are 0 except
 * the one of the preset itself. With {@code o(f) = log2(f) / 2}, so that 1 is a factor of four:
 *
 * <ul>
 *   <li>strength and style scale: {@code o} and its square, so that the optimum can be in the middle;
 *   <li>each layer: the centered log-ratio of its share, {@code o(s_l) - mean_j o(s_j)} (Aitchison 1986), and its square. Weights are
 *       relative to each other, so the log-ratios sum to 0; a share below 1/16 counts as 1/16;
 *   <li>one-hot encoding of the preset and of color modes other than {@code style};
 *   <li>{@code log2(size / 512)}.
 * </ul>
 */
final class FeatureEncoding {

    /** The size for which the last feature is 0, in pixels. */
    static final int REFERENCE_SIZE = 512;

    private static final List<String> COLOR_MODES = List.of("luminance", "linear");
    private static final double MAX_HALF_OCTAVES = 3; // a factor of 64; beyond it only style or only content is visible
    private static final double MIN_SHARE = 1.0 / 16;

    /** Prior deviations in stars, for a noise of one star: of linear, quadratic and one-hot features; the size has that of a quadratic one. */
    private static final double LINEAR_DEVIATION = 0.5;

    private static final double QUADRATIC_DEVIATION = 0.25;
    private static final double CATEGORICAL_DEVIATION = 0.5;

    private FeatureEncoding() {}

    /** Number of features for a number of style layers. */
    static int size(int layers) {
        return 4 + 2 * layers + RatedSettings.COMPARABLE_PRESETS.size() + COLOR_MODES.size() + 1;
    }

    /** Encodes settings. // [size] */
    static double[] encode(RelativeSettings settings) {
        double[] x = new double[size(settings.layers().size())];
        int at = putPair(x, 0, halfOctaves(settings.strength()));
        at = putPair(x, at, halfOctaves(settings.styleScale()));
        for (double share : centeredLogRatios(settings)) {
            at = putPair(x, at, share);
        }
        for (String preset : RatedSettings.COMPARABLE_PRESETS) {
            x[at++] = settings.preset().equals(preset) ? 1 : 0;
        }
        for (String colorMode : COLOR_MODES) {
            x[at++] = settings.colors().equals(colorMode) ? 1 : 0;
        }
        x[at] = Math.log((double) settings.size() / REFERENCE_SIZE) / Math.log(2);
        return x;
    }

    /** The factor of a layer's weight, with all others as shipped, that gives the same log-ratio for this layer. */
    static double layerFactor(RelativeSettings settings, int layer) {
        int count = settings.layers().size();
        return Math.pow(4, centeredLogRatios(settings)[layer] * count / (count - 1));
    }

    /** The layers' centered log-ratios. */
    private static double[] centeredLogRatios(RelativeSettings settings) {
        double[] shares = settings.layers().stream()
                .mapToDouble(share -> halfOctaves(Math.max(MIN_SHARE, share)))
                .toArray();
        double mean = Arrays.stream(shares).average().orElse(0);
        return Arrays.stream(shares).map(share -> share - mean).toArray();
    }

    /** The prior variances of the numbers' effects, in stars squared where the noise has variance 1. */
    static double[] priorVariances(int layers) {
        double[] v = new double[size(layers)];
        int pairs = 2 + layers;
        for (int i = 0; i < v.length; i++) {
            boolean square = i < 2 * pairs && i % 2 == 1;
            double deviation = square || i == v.length - 1
                    ? QUADRATIC_DEVIATION
                    : i < 2 * pairs ? LINEAR_DEVIATION : CATEGORICAL_DEVIATION;
            v[i] = deviation * deviation;
        }
        return v;
    }

    private static int putPair(double[] x, int at, double octaves) {
        x[at] = octaves;
        x[at + 1] = octaves * octaves;
        return at + 2;
    }

    private static double halfOctaves(double factor) {
        double o = Math.log(factor) / Math.log(2) / 2;
        return Math.max(-MAX_HALF_OCTAVES, Math.min(MAX_HALF_OCTAVES, o));
    }
}
