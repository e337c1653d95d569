package dev.gioconda.retrain;

import dev.gioconda.evaluate.McNemar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The conditions for the promotion of a challenger: all checks must pass. */
@FunctionalInterface
public interface Gate {

    /** The rule of {@link #notLower}. */
    String NOT_LOWER = "not lower";

    /** The checks of its rules, in order. */
    List<GateCheck> evaluate(PairedOutcomes outcomes);

    /** Both gates. */
    default Gate and(Gate other) {
        return outcomes -> {
            List<GateCheck> checks = new ArrayList<>(evaluate(outcomes));
            checks.addAll(other.evaluate(outcomes));
            return checks;
        };
    }

    /** The challenger's accuracy on the hold-out is at least the champion's. */
    static Gate notLower() {
        return outcomes -> {
            double before = PairedOutcomes.accuracy(outcomes.championCorrect());
            double after = PairedOutcomes.accuracy(outcomes.challengerCorrect());
            return List.of(new GateCheck(
                    NOT_LOWER,
                    after >= before,
                    after,
                    before,
                    format("accuracy %.4f, the champion's is %.4f", after, before)));
        };
    }

    /**
     * McNemar's exact one-sided test does not find the challenger worse: {@code P(X >= b) >= level} with X ~ B(b + c, 1/2), where b
     * images are predicted correctly by the champion only and c by the challenger only. Q. McNemar, Psychometrika 12, 1947.
     *
     * @param level such as 0.05
     */
    static Gate notWorse(double level) {
        return outcomes -> {
            McNemar test = McNemar.test(outcomes.championCorrect(), outcomes.challengerCorrect());
            double p = test.pValueSecondWorse();
            return List.of(new GateCheck(
                    "not worse",
                    p >= level,
                    p,
                    level,
                    format(
                            "%d pictures are predicted correctly by the champion only, %d by the challenger only: McNemar p = %.4f, at least %.2f needed",
                            test.onlyFirst(), test.onlySecond(), p, level)));
        };
    }

    /**
     * Non-inferiority: the lower bound of a one-sided 95 % confidence interval of the difference in accuracy is at least {@code
     * -margin}. The bound is the 5 % quantile of 2,000 bootstrap means of {@code d_i = challenger_i - champion_i} over n images drawn
     * with replacement. B. Efron, Bootstrap methods, Annals of Statistics 7, 1979; non-inferiority after G. Piaggio et al., JAMA 308,
     * 2012. It also fails if the hold-out is too small.
     *
     * @param margin such as 0.02
     */
    static Gate notInferior(double margin) {
        return outcomes -> {
            double lowerBound = bootstrapLowerBound(outcomes);
            return List.of(new GateCheck(
                    "not inferior",
                    lowerBound >= -margin,
                    lowerBound,
                    -margin,
                    format(
                            "with 95 %% confidence the accuracy changes by at least %+.4f on %d pictures, %+.4f is allowed",
                            lowerBound, outcomes.championCorrect().length, -margin)));
        };
    }

    /**
     * No slice's accuracy falls by more than a margin.
     *
     * @param margin such as 0.05
     * @param minCount smaller slices are not compared
     */
    static Gate noSliceFalls(double margin, int minCount) {
        return outcomes -> {
            String worst = "none";
            double change = 1;
            int counted = 0;
            for (String name : outcomes.slices().keySet()) {
                boolean[] members = outcomes.slices().getOrDefault(name, new boolean[0]);
                int count = 0;
                int difference = 0;
                for (int i = 0; i < members.length; i++) {
                    if (members[i]) {
                        count++;
                        difference += difference(outcomes, i);
                    }
                }
                if (count >= minCount) {
                    counted++;
                    if ((double) difference / count < change) {
                        change = (double) difference / count;
                        worst = name;
                    }
                }
            }
            return List.of(new GateCheck(
                    "no slice falls",
                    change >= -margin,
                    change,
                    -margin,
                    counted == 0
                            ? format("no slice has %d pictures, so no slice is compared", minCount)
                            : format(
                                    "of %d slices of at least %d pictures the worst is \"%s\" with %+.4f, %+.4f is allowed",
                                    counted, minCount, worst, change, -margin)));
        };
    }

    private static double bootstrapLowerBound(PairedOutcomes outcomes) {
        int n = outcomes.championCorrect().length;
        SplittableRandom random = new SplittableRandom(1); // fixed seed: reproducible
        int[] sums = new int[2000];
        for (int b = 0; b < sums.length; b++) {
            for (int i = 0; i < n; i++) {
                sums[b] += difference(outcomes, random.nextInt(n));
            }
        }
        java.util.Arrays.sort(sums);
        return (double) sums[sums.length / 20] / n;
    }

    private static int difference(PairedOutcomes outcomes, int i) {
        return (outcomes.challengerCorrect()[i] ? 1 : 0) - (outcomes.championCorrect()[i] ? 1 : 0);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
