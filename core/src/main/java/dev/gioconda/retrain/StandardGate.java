package dev.gioconda.retrain;

import java.util.List;
import java.util.Locale;

/**
 * The usual gate: {@link Gate#notLower}, {@link Gate#notWorse} at 5 %, {@link Gate#notInferior} and {@link Gate#noSliceFalls}.
 *
 * @param margin of the accuracy, such as 0.02
 * @param sliceMargin of a slice's accuracy, such as 0.05
 * @param minSliceSize pictures of a slice that counts
 */
public record StandardGate(double margin, double sliceMargin, int minSliceSize) implements Gate {

    /** Two percent, five percent, 50 pictures. */
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
     * In a sentence.
     *
     * @param noiseLimit above which share of wrong labels nothing is learnt from them
     */
    public String description(double noiseLimit) {
        return String.format(
                Locale.ROOT,
                "the challenger's accuracy is not lower; McNemar's one-sided test does not call it worse (p >= 0.05); with 95 %% confidence it falls "
                        + "by at most %.3f; no group of %d pictures or more falls by more than %.3f; surely not more than %.0f %% of the new labels are wrong",
                margin,
                minSliceSize,
                sliceMargin,
                100 * noiseLimit);
    }
}
