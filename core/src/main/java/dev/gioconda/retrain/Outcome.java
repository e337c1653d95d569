package dev.gioconda.retrain;

import dev.gioconda.train.EpochRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a retraining.
 *
 * @param result in a word
 * @param why in a sentence
 * @param version the challenger, {@code name/version}; empty when none was trained
 * @param findings of the gate; empty when none was trained
 * @param noise of the new labels; null when they were not judged
 * @param history the challenger's epochs
 */
public record Outcome(
        Result result,
        String why,
        String version,
        List<Finding> findings,
        @Nullable LabelNoise noise,
        List<EpochRecord> history) {

    /** In a word. */
    public enum Result {
        /** The challenger is the champion now. */
        PROMOTED,
        /** The challenger is kept, and the champion stays. */
        KEPT_BACK,
        /** Too few answers are new; nothing was trained. */
        TOO_FEW,
        /** Too many labels are wrong; nothing was kept. */
        TOO_NOISY
    }

    static Outcome without(Result result, String why, @Nullable LabelNoise noise) {
        return new Outcome(result, why, "", List.of(), noise, List.of());
    }

    /** The same, but not promoted. */
    Outcome keptBack(String because) {
        return new Outcome(Result.KEPT_BACK, because, version, findings, noise, history);
    }
}
