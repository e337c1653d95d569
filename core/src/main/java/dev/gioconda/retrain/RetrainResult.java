package dev.gioconda.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Training;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a retraining.
 *
 * @param status what happened to the challenger
 * @param why the reason in one sentence
 * @param version the challenger, {@code name/version}; empty if none was trained
 * @param checks of the gate; empty if none was trained
 * @param noise of the new labels; null if it was not estimated
 * @param history the challenger's epochs
 */
public record RetrainResult(
        @JsonProperty("result") RetrainStatus status,
        String why,
        String version,
        @JsonProperty("findings") List<GateCheck> checks,
        @Nullable LabelNoise noise,
        List<EpochRecord> history) {

    /** What happened to the challenger. */
    public enum RetrainStatus {
        /** It is the champion now. */
        PROMOTED,
        /** It was saved, and the champion stays. */
        KEPT_BACK,
        /** There was too little new feedback; none was trained. */
        TOO_FEW,
        /** Too many labels are wrong; none was trained. */
        TOO_NOISY
    }

    static RetrainResult tooFew(Plan plan, int minNewAnswers) {
        return notTrained(
                RetrainStatus.TOO_FEW,
                "%d accepted pictures are new since %s; %d are needed."
                        .formatted(plan.newHashes().size(), plan.champion().id(), Math.max(1, minNewAnswers)),
                null);
    }

    static RetrainResult tooNoisy(LabelNoise noise, double limit) {
        String estimate = noise.description();
        return notTrained(
                RetrainStatus.TOO_NOISY,
                "%s; the limit is %.0f %%. Nothing was trained on them: review them again."
                        .formatted(Character.toUpperCase(estimate.charAt(0)) + estimate.substring(1), 100 * limit),
                noise);
    }

    /** The result of the gate: promoted if every check passed. */
    static RetrainResult judged(
            List<GateCheck> checks, Training.TrainingResult challenger, @Nullable LabelNoise noise) {
        List<String> failed = checks.stream()
                .filter(check -> !check.passed())
                .map(check -> check.rule() + ": " + check.message())
                .toList();
        String passed = checks.isEmpty() ? "there is no gate" : checks.get(0).message();
        return new RetrainResult(
                failed.isEmpty() ? RetrainStatus.PROMOTED : RetrainStatus.KEPT_BACK,
                failed.isEmpty() ? passed : String.join("; ", failed),
                challenger.manifest().id(),
                checks,
                noise,
                challenger.history());
    }

    /** Champion and challenger did not predict the same images of the hold-out. */
    static RetrainResult notCompared(Training.TrainingResult challenger, @Nullable LabelNoise noise) {
        return new RetrainResult(
                RetrainStatus.KEPT_BACK,
                "the champion and the challenger did not predict the same pictures of the hold-out, so they were not compared",
                challenger.manifest().id(),
                List.of(),
                noise,
                challenger.history());
    }

    private static RetrainResult notTrained(RetrainStatus status, String why, @Nullable LabelNoise noise) {
        return new RetrainResult(status, why, "", List.of(), noise, List.of());
    }

    /** The same result without the promotion. */
    RetrainResult keptBack(String reason) {
        return new RetrainResult(RetrainStatus.KEPT_BACK, reason, version, checks, noise, history);
    }
}
