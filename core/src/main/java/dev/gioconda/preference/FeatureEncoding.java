package dev.gioconda.preference;

import java.util.Arrays;
import java.util.List;

/**
 * A painting's settings as numbers that its stars are explained with, all 0 for the preset as it is shipped but for the preset
 * itself. With {@code o(f) = log2(f) / 2}, so that 1 is a factor of four:
 *
 * <ul>
 *   <li>strength and brush: {@code o} and its square, so that there can be a best in the middle;
 *   <li>each layer: the centred log-ratio of its share, {@code o(s_l) - mean_j o(s_j)} (Aitchison 1986), and its square. Weights are
 *       relative to each other, so these sum to 0; a share below 1/16 counts as 1/16;
 *   <li>each preset, and each choice of colours other than the style's: 1 where it is;
 *   <li>{@code log2(size / 512)}.
 * </ul>
 */
final class FeatureEncoding {

    /** The size at which the last number is 0, in pixels. */
    static final int REFERENCE_SIZE = 512;

    private static final List<String> COLOR_MODES = List.of("luminance", "linear");
    private static final double MAX_HALF_OCTAVES =
            3; // a factor of 64; beyond it every picture is all style or all photograph
    private static final double MIN_SHARE = 1.0 / 16;

    /** Prior deviations, in stars where the noise is one star: of a line, a square, a kind, and the size's line. */
    private static final double LINEAR_DEVIATION = 0.5;

    private static final double QUADRATIC_DEVIATION = 0.25;
    private static final double CATEGORICAL_DEVIATION = 0.5;

    private FeatureEncoding() {}

    /** How many numbers there are, with so many layers. */
    static int size(int layers) {
        return 4 + 2 * layers + RatedSettings.COMPARABLE_PRESETS.size() + COLOR_MODES.size() + 1;
    }

    /** The numbers. */
    static double[] encode(RelativeSettings settings) {
        double[] x = new double[size(settings.layers().size())];
        int at = putPair(x, 0, halfOctaves(settings.strength()));
        at = putPair(x, at, halfOctaves(settings.brush()));
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

    /** By what a layer's weight would have to be multiplied, the others being as shipped, to stand out as it does here. */
    static double layerFactor(RelativeSettings settings, int layer) {
        int count = settings.layers().size();
        return Math.pow(4, centeredLogRatios(settings)[layer] * count / (count - 1));
    }

    /** The layers' centred log-ratios. */
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
