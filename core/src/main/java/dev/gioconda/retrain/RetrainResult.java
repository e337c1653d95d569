package dev.gioconda.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.train.EpochRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a retraining.
 *
 * @param status in a word
 * @param why in a sentence
 * @param version the challenger, {@code name/version}; empty when none was trained
 * @param checks of the gate; empty when none was trained
 * @param noise of the new labels; null when they were not judged
 * @param history the challenger's epochs
 */
public record RetrainResult(
        @JsonProperty("result") RetrainStatus status,
        String why,
        String version,
        @JsonProperty("findings") List<GateCheck> checks,
        @Nullable LabelNoise noise,
        List<EpochRecord> history) {

    /** In a word. */
    public enum RetrainStatus {
        /** The challenger is the champion now. */
        PROMOTED,
        /** The challenger is kept, and the champion stays. */
        KEPT_BACK,
        /** Too few answers are new; nothing was trained. */
        TOO_FEW,
        /** Too many labels are wrong; nothing was kept. */
        TOO_NOISY
    }

    static RetrainResult notTrained(RetrainStatus result, String why, @Nullable LabelNoise noise) {
        return new RetrainResult(result, why, "", List.of(), noise, List.of());
    }

    /** The same, but not promoted. */
    RetrainResult keptBack(String reason) {
        return new RetrainResult(RetrainStatus.KEPT_BACK, reason, version, checks, noise, history);
    }
}
