package dev.gioconda.server.operator;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.retrain.ExcludedPicture;
import dev.gioconda.retrain.GateCheck;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.RetrainConfig;
import dev.gioconda.retrain.RetrainResult;
import dev.gioconda.retrain.StandardGate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * State of a retraining run.
 *
 * @param state idle, planning, planned, training, done, stopped or failed
 * @param dryRun whether the run only makes the plan
 * @param startedAt time of the start; null if there was no run since the server started
 * @param fraction progress of the training, 0 to 1
 * @param log sentences, oldest first
 * @param plan data and initial weights; null until the plan is ready
 * @param outcome result; null until the run is done
 * @param problem error message; null without an error
 */
record RetrainRunView(
        String state,
        boolean dryRun,
        @JsonProperty("began") @Nullable String startedAt,
        @JsonProperty("share") double fraction,
        List<String> log,
        @Nullable RetrainPlanView plan,
        @Nullable RetrainOutcomeView outcome,
        @Nullable String problem) {

    static final RetrainRunView IDLE = new RetrainRunView("idle", false, null, 0, List.of(), null, null, null);

    /**
     * The plan of a run: data, hold-out and initial weights.
     *
     * @param frozen whether the hold-out is the frozen one; a run with another one is rejected
     * @param excluded number of accepted images that are excluded from training, by reason
     * @param initialVersion the version whose weights initialize the challenger; null for random weights
     * @param wouldTrain whether there are enough new images and no obstacles
     * @param obstacles what makes the run impossible, each in a sentence
     */
    record RetrainPlanView(
            String champion,
            String data,
            int train,
            int validation,
            int holdout,
            boolean frozen,
            int accepted,
            @JsonProperty("fresh") int newPictures,
            Map<String, Long> excluded,
            @JsonProperty("beginsWith") @Nullable String initialVersion,
            @JsonProperty("beginning") String initialReason,
            boolean wouldTrain,
            List<String> obstacles,
            String gate) {

        static RetrainPlanView of(Plan plan, RetrainConfig config, boolean frozen, List<String> obstacles) {
            Map<String, Long> excluded = new TreeMap<>();
            for (ExcludedPicture exclusion : plan.corrections().excluded()) {
                excluded.merge(exclusion.reason(), 1L, Long::sum);
            }
            String parent = plan.initialWeights().id();
            return new RetrainPlanView(
                    plan.champion().id(),
                    plan.data().name(),
                    plan.parts().train().size(),
                    plan.parts().validation().size(),
                    plan.holdout().pictures().size(),
                    frozen,
                    plan.corrections().examples().size(),
                    plan.newHashes().size(),
                    excluded,
                    parent.isEmpty() ? null : parent,
                    plan.initialWeights().reason(),
                    plan.hasEnough(config.minNewAnswers()) && obstacles.isEmpty(),
                    obstacles,
                    StandardGate.DEFAULT.description(config.noiseLimit()));
        }
    }

    /**
     * The result of a run.
     *
     * @param version the challenger; null if none was trained
     */
    record RetrainOutcomeView(
            String result, String why, @Nullable String version, List<GateCheck> findings) {

        static RetrainOutcomeView of(RetrainResult outcome) {
            return new RetrainOutcomeView(
                    outcome.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    outcome.why(),
                    outcome.version().isEmpty() ? null : outcome.version(),
                    outcome.checks());
        }
    }
}
