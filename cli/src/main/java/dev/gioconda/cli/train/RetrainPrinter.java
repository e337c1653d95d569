package dev.gioconda.cli.train;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.retrain.ExcludedPicture;
import dev.gioconda.retrain.GateCheck;
import dev.gioconda.retrain.LabelNoise;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.RetrainConfig;
import dev.gioconda.retrain.RetrainResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a retraining would do and what became of it.
 *
 * @param out for results
 * @param err for what is left out
 * @param json one object instead of lines
 */
record RetrainPrinter(PrintWriter out, PrintWriter err, boolean json) {

    private static final int MAX_LISTED = 5;

    void printPlan(Plan plan, RetrainConfig config, String gate, boolean frozen) {
        if (json) {
            Map<String, @Nullable Object> map = counts(plan);
            map.put("after", Math.max(1, config.minNewAnswers()));
            map.put("wouldTrain", plan.hasEnough(config.minNewAnswers()));
            map.put("gate", gate);
            map.put("holdoutAsFrozen", frozen);
            out.println(JsonLines.line(map));
        } else {
            printExcluded(plan.corrections().excluded());
            out.printf(
                    Locale.ROOT,
                    "champion        %s%nbase data       %s: %,d to learn from, %,d to choose on%nhold-out        %,d pictures%s%n",
                    plan.champion().id(),
                    plan.data().name(),
                    plan.parts().train().size(),
                    plan.parts().validation().size(),
                    plan.holdout().pictures().size(),
                    frozen ? "" : ", NOT those that were frozen: it would be refused");
            out.printf(
                    Locale.ROOT,
                    "accepted        %,d pictures, %,d of them new; %,d excluded%nbegins with     %s (%s)%ngate            %s%n",
                    plan.corrections().examples().size(),
                    plan.newHashes().size(),
                    plan.corrections().excluded().size(),
                    plan.initialWeights().id().isEmpty()
                            ? "nothing"
                            : plan.initialWeights().id(),
                    plan.initialWeights().reason(),
                    gate);
            out.println(
                    plan.hasEnough(config.minNewAnswers())
                            ? "would train and compare"
                            : "would not train: %d new pictures are needed"
                                    .formatted(Math.max(1, config.minNewAnswers())));
        }
        out.flush();
    }

    void printOutcome(Plan plan, RetrainResult outcome) {
        if (json) {
            Map<String, @Nullable Object> map = counts(plan);
            map.put("result", outcome.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            map.put("why", outcome.why());
            map.put("version", outcome.version().isEmpty() ? null : outcome.version());
            map.put("findings", outcome.checks());
            map.put("noise", outcome.noise());
            out.println(JsonLines.line(map));
        } else {
            printExcluded(plan.corrections().excluded());
            LabelNoise noise = outcome.noise();
            if (noise != null) {
                out.printf("labels: %s%n", noise.description());
            }
            for (GateCheck finding : outcome.checks()) {
                out.printf("%-14s %s: %s%n", finding.rule(), finding.passed() ? "yes" : "NO", finding.message());
            }
            out.println(
                    switch (outcome.status()) {
                        case PROMOTED -> "%s answers now".formatted(outcome.version());
                        case KEPT_BACK -> "%s is kept, not promoted: %s".formatted(outcome.version(), outcome.why());
                        case TOO_FEW, TOO_NOISY -> outcome.why();
                    });
        }
        out.flush();
    }

    private void printExcluded(List<ExcludedPicture> excluded) {
        excluded.stream()
                .limit(MAX_LISTED)
                .forEach(exclusion -> err.printf(
                        "%s... is not learnt from: %s%n", exclusion.picture().substring(0, 12), exclusion.reason()));
        if (excluded.size() > MAX_LISTED) {
            err.printf("and %,d more are not%n", excluded.size() - MAX_LISTED);
        }
        err.flush();
    }

    private static Map<String, @Nullable Object> counts(Plan plan) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("champion", plan.champion().id());
        map.put("data", plan.data().name());
        map.put("train", plan.parts().train().size());
        map.put("validation", plan.parts().validation().size());
        map.put("holdout", plan.holdout().pictures().size());
        map.put("accepted", plan.corrections().examples().size());
        map.put("new", plan.newHashes().size());
        map.put("excluded", plan.corrections().excluded());
        map.put(
                "beginsWith",
                plan.initialWeights().id().isEmpty()
                        ? null
                        : plan.initialWeights().id());
        map.put("beginning", plan.initialWeights().reason());
        return map;
    }
}
