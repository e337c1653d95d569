package dev.gioconda.evaluate;

import java.util.stream.IntStream;

/** The choice of the probability from which on the answer is "yes". */
public final class Threshold {

    private Threshold() {}

    /**
     * The threshold of the highest accuracy on the given pictures, which ought to be the validation partition. All thresholds
     * between two neighbouring scores answer alike: of the best gaps the one nearest to 0.5 is taken, and of that 0.5 itself
     * where it lies inside, else the middle.
     *
     * @return 0 to 1
     */
    public static double best(Predictions predictions) {
        double[] p = predictions.probabilities();
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted((a, b) -> Double.compare(p[a], p[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        // from "yes" to all, raise the threshold past one score after another
        int right = predictions.positives();
        int most = -1;
        double best = 0.5;
        double below = 0;
        for (int k = 0; k <= p.length; k++) {
            double above = k < p.length ? p[order[k]] : 1;
            boolean gap = below < above || k == 0;
            if (gap) {
                double threshold = below < 0.5 && 0.5 <= above ? 0.5 : (below + above) / 2;
                if (right > most || (right == most && Math.abs(threshold - 0.5) < Math.abs(best - 0.5))) {
                    most = right;
                    best = threshold;
                }
            }
            if (k < p.length) {
                right += predictions.truth()[order[k]] ? -1 : 1;
                below = above;
            }
        }
        return best;
    }
}
