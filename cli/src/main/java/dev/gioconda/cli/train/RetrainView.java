package dev.gioconda.cli.train;

import dev.gioconda.cli.command.Json;
import dev.gioconda.retrain.Excluded;
import dev.gioconda.retrain.Finding;
import dev.gioconda.retrain.LabelNoise;
import dev.gioconda.retrain.Outcome;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.Terms;
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
record RetrainView(PrintWriter out, PrintWriter err, boolean json) {

    private static final int NAMED = 5;

    void plan(Plan plan, Terms terms, String gate, boolean frozen) {
        if (json) {
            Map<String, @Nullable Object> map = counts(plan);
            map.put("after", Math.max(1, terms.after()));
            map.put("wouldTrain", plan.enough(terms.after()));
            map.put("gate", gate);
            map.put("holdoutAsFrozen", frozen);
            out.println(Json.line(map));
        } else {
            excluded(plan.corrections().excluded());
            out.printf(
                    Locale.ROOT,
                    "champion        %s%nbase data       %s: %,d to learn from, %,d to choose on%nhold-out        %,d pictures%s%n",
                    plan.champion().id(),
                    plan.data().name(),
                    plan.parts().train().size(),
                    plan.parts().validation().size(),
                    plan.holdout().marks().size(),
                    frozen ? "" : ", NOT those that were frozen: it would be refused");
            out.printf(
                    Locale.ROOT,
                    "accepted        %,d pictures, %,d of them new; %,d excluded%nbegins with     %s (%s)%ngate            %s%n",
                    plan.corrections().examples().size(),
                    plan.fresh().size(),
                    plan.corrections().excluded().size(),
                    plan.beginning().id().isEmpty()
                            ? "nothing"
                            : plan.beginning().id(),
                    plan.beginning().reason(),
                    gate);
            out.println(
                    plan.enough(terms.after())
                            ? "would train and compare"
                            : "would not train: %d new pictures are needed".formatted(Math.max(1, terms.after())));
        }
        out.flush();
    }

    void outcome(Plan plan, Outcome outcome) {
        if (json) {
            Map<String, @Nullable Object> map = counts(plan);
            map.put("result", outcome.result().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            map.put("why", outcome.why());
            map.put("version", outcome.version().isEmpty() ? null : outcome.version());
            map.put("findings", outcome.findings());
            map.put("noise", outcome.noise());
            out.println(Json.line(map));
        } else {
            excluded(plan.corrections().excluded());
            LabelNoise noise = outcome.noise();
            if (noise != null) {
                out.printf("labels: %s%n", noise.sentence());
            }
            for (Finding finding : outcome.findings()) {
                out.printf("%-14s %s: %s%n", finding.rule(), finding.holds() ? "yes" : "NO", finding.sentence());
            }
            out.println(
                    switch (outcome.result()) {
                        case PROMOTED -> "%s answers now".formatted(outcome.version());
                        case KEPT_BACK -> "%s is kept, not promoted: %s".formatted(outcome.version(), outcome.why());
                        case TOO_FEW, TOO_NOISY -> outcome.why();
                    });
        }
        out.flush();
    }

    private void excluded(List<Excluded> excluded) {
        excluded.stream()
                .limit(NAMED)
                .forEach(one -> err.printf(
                        "%s... is not learnt from: %s%n", one.picture().substring(0, 12), one.reason()));
        if (excluded.size() > NAMED) {
            err.printf("and %,d more are not%n", excluded.size() - NAMED);
        }
        err.flush();
    }

    private static Map<String, @Nullable Object> counts(Plan plan) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("champion", plan.champion().id());
        map.put("data", plan.data().name());
        map.put("train", plan.parts().train().size());
        map.put("validation", plan.parts().validation().size());
        map.put("holdout", plan.holdout().marks().size());
        map.put("accepted", plan.corrections().examples().size());
        map.put("new", plan.fresh().size());
        map.put("excluded", plan.corrections().excluded());
        map.put(
                "beginsWith",
                plan.beginning().id().isEmpty() ? null : plan.beginning().id());
        map.put("beginning", plan.beginning().reason());
        return map;
    }
}
