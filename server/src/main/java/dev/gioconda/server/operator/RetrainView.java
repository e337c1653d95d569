package dev.gioconda.server.operator;

import dev.gioconda.retrain.Excluded;
import dev.gioconda.retrain.Finding;
import dev.gioconda.retrain.Outcome;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.Terms;
import dev.gioconda.retrain.UsualGate;
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
 * @param began when; null when none ran since the server started
 * @param share of it that is done, 0 to 1
 * @param log in sentences, the oldest first
 * @param plan what is, or would be, learnt; null while that is found out
 * @param outcome what came of it; null before
 * @param problem why it failed; null when it did not
 */
record RetrainView(
        String state,
        boolean dryRun,
        @Nullable String began,
        double share,
        List<String> log,
        @Nullable Planned plan,
        @Nullable Came outcome,
        @Nullable String problem) {

    static final RetrainView IDLE = new RetrainView("idle", false, null, 0, List.of(), null, null, null);

    /**
     * What would be learnt.
     *
     * @param frozen whether the hold-out is the one that was frozen; another one is refused
     * @param excluded how many accepted pictures are not learnt from, by reason
     * @param beginsWith the version whose weights are gone on with; null for none
     * @param wouldTrain whether there is enough that is new
     */
    record Planned(
            String champion,
            String data,
            int train,
            int validation,
            int holdout,
            boolean frozen,
            int accepted,
            int fresh,
            Map<String, Long> excluded,
            @Nullable String beginsWith,
            String beginning,
            boolean wouldTrain,
            String gate) {

        static Planned of(Plan plan, Terms terms, boolean frozen) {
            Map<String, Long> excluded = new TreeMap<>();
            for (Excluded one : plan.corrections().excluded()) {
                excluded.merge(one.reason(), 1L, Long::sum);
            }
            String parent = plan.beginning().id();
            return new Planned(
                    plan.champion().id(),
                    plan.data().name(),
                    plan.parts().train().size(),
                    plan.parts().validation().size(),
                    plan.holdout().marks().size(),
                    frozen,
                    plan.corrections().examples().size(),
                    plan.fresh().size(),
                    excluded,
                    parent.isEmpty() ? null : parent,
                    plan.beginning().reason(),
                    plan.enough(terms.after()),
                    UsualGate.DEFAULT.sentence(terms.noiseLimit()));
        }
    }

    /**
     * What came of it.
     *
     * @param version the challenger; null when none was trained
     */
    record Came(String result, String why, @Nullable String version, List<Finding> findings) {

        static Came of(Outcome outcome) {
            return new Came(
                    outcome.result().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    outcome.why(),
                    outcome.version().isEmpty() ? null : outcome.version(),
                    outcome.findings());
        }
    }
}
