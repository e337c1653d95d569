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
 * A retraining as the operator sees it.
 *
 * @param state idle, planning, planned, training, done, stopped or failed
 * @param dryRun whether nothing is trained
 * @param startedAt when; null when none ran since the server started
 * @param fraction of it that is done, 0 to 1
 * @param log in sentences, the oldest first
 * @param plan what is, or would be, learnt; null while that is found out
 * @param outcome what came of it; null before
 * @param problem why it failed; null when it did not
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
     * What would be learnt.
     *
     * @param frozen whether the hold-out is the one that was frozen; another one is refused
     * @param excluded how many accepted pictures are not learnt from, by reason
     * @param initialVersion the version whose weights are gone on with; null for none
     * @param wouldTrain whether there is enough that is new
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
            String gate) {

        static RetrainPlanView of(Plan plan, RetrainConfig config, boolean frozen) {
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
                    plan.hasEnough(config.minNewAnswers()),
                    StandardGate.DEFAULT.description(config.noiseLimit()));
        }
    }

    /**
     * What came of it.
     *
     * @param version the challenger; null when none was trained
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
