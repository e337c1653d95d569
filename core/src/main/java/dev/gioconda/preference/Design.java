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
final class Design {

    /** The size at which the last number is 0, in pixels. */
    static final int USUAL_SIZE = 512;

    private static final List<String> COLOURS = List.of("luminance", "linear");
    private static final double FURTHEST = 3; // a factor of 64; beyond it every picture is all style or all photograph
    private static final double LEAST_SHARE = 1.0 / 16;

    /** Prior deviations, in stars where the noise is one star: of a line, a square, a kind, and the size's line. */
    private static final double LINE = 0.5;

    private static final double SQUARE = 0.25;
    private static final double KIND = 0.5;

    private Design() {}

    /** How many numbers there are, with so many layers. */
    static int size(int layers) {
        return 4 + 2 * layers + Making.COMPARABLE.size() + COLOURS.size() + 1;
    }

    /** The numbers. */
    static double[] of(Look look) {
        double[] x = new double[size(look.layers().size())];
        int at = pair(x, 0, octaves(look.strength()));
        at = pair(x, at, octaves(look.brush()));
        for (double share : centred(look)) {
            at = pair(x, at, share);
        }
        for (String preset : Making.COMPARABLE) {
            x[at++] = look.preset().equals(preset) ? 1 : 0;
        }
        for (String colours : COLOURS) {
            x[at++] = look.colours().equals(colours) ? 1 : 0;
        }
        x[at] = Math.log((double) look.size() / USUAL_SIZE) / Math.log(2);
        return x;
    }

    /** By what a layer's weight would have to be multiplied, the others being as shipped, to stand out as it does here. */
    static double layerFactor(Look look, int layer) {
        int count = look.layers().size();
        return Math.pow(4, centred(look)[layer] * count / (count - 1));
    }

    /** The layers' centred log-ratios. */
    private static double[] centred(Look look) {
        double[] shares = look.layers().stream()
                .mapToDouble(share -> octaves(Math.max(LEAST_SHARE, share)))
                .toArray();
        double mean = Arrays.stream(shares).average().orElse(0);
        return Arrays.stream(shares).map(share -> share - mean).toArray();
    }

    /** The prior variances of the numbers' effects, in stars squared where the noise has variance 1. */
    static double[] variances(int layers) {
        double[] v = new double[size(layers)];
        int pairs = 2 + layers;
        for (int i = 0; i < v.length; i++) {
            boolean square = i < 2 * pairs && i % 2 == 1;
            double deviation = square || i == v.length - 1 ? SQUARE : i < 2 * pairs ? LINE : KIND;
            v[i] = deviation * deviation;
        }
        return v;
    }

    private static int pair(double[] x, int at, double octaves) {
        x[at] = octaves;
        x[at + 1] = octaves * octaves;
        return at + 2;
    }

    private static double octaves(double factor) {
        double o = Math.log(factor) / Math.log(2) / 2;
        return Math.max(-FURTHEST, Math.min(FURTHEST, o));
    }
}
