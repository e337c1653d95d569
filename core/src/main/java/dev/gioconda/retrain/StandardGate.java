package dev.gioconda.retrain;

import java.util.List;
import java.util.Locale;

/**
 * The default gate: {@link Gate#notLower}, {@link Gate#notWorse} at 5 %, {@link Gate#notInferior} and {@link Gate#noSliceFalls}.
 *
 * @param margin allowed decrease of the accuracy, such as 0.02
 * @param sliceMargin allowed decrease of a slice's accuracy, such as 0.05
 * @param minSliceSize images that a slice must have to be compared
 */
public record StandardGate(double margin, double sliceMargin, int minSliceSize) implements Gate {

    /** Margins of 2 % and 5 %, slices from 50 images. */
    public static final StandardGate DEFAULT = new StandardGate(0.02, 0.05, 50);

    @Override
    public List<GateCheck> evaluate(PairedOutcomes outcomes) {
        return Gate.notLower()
                .and(Gate.notWorse(0.05))
                .and(Gate.notInferior(margin))
                .and(Gate.noSliceFalls(sliceMargin, minSliceSize))
                .evaluate(outcomes);
    }

    /**
     * All conditions in one sentence.
     *
     * @param noiseLimit share of wrong labels above which no challenger is trained
     */
    public String description(double noiseLimit) {
        return String.format(
                Locale.ROOT,
                "the challenger's accuracy is not lower; McNemar's one-sided test does not find it worse (p >= 0.05); with 95 %% confidence it decreases "
                        + "by at most %.3f; no slice of %d pictures or more decreases by more than %.3f; not significantly more than %.0f %% of the new labels are wrong",
                margin,
                minSliceSize,
                sliceMargin,
                100 * noiseLimit);
    }
}
