package dev.gioconda.cli.train;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.OutputOptions;
import dev.gioconda.retrain.ExcludedPicture;
import dev.gioconda.retrain.GateCheck;
import dev.gioconda.retrain.LabelNoise;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.RetrainConfig;
import dev.gioconda.retrain.RetrainResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints the plan and the outcome of a retraining.
 */
record RetrainPrinter(OutputOptions output) {

    private static final int MAX_LISTED = 5;

    void printPlan(Plan plan, RetrainConfig config, String gate, boolean frozen, List<String> obstacles) {
        if (output.json()) {
            Map<String, @Nullable Object> map = counts(plan);
            map.put("after", Math.max(1, config.minNewAnswers()));
            map.put("wouldTrain", plan.hasEnough(config.minNewAnswers()) && obstacles.isEmpty());
            map.put("obstacles", obstacles);
            map.put("gate", gate);
            map.put("holdoutAsFrozen", frozen);
            output.out().println(JsonLines.line(map));
        } else {
            printExcluded(plan.corrections().excluded());
            output.out()
                    .printf(
                            Locale.ROOT,
                            "champion        %s%nbase data       %s: %,d for training, %,d for validation%nhold-out        %,d images%s%n",
                            plan.champion().id(),
                            plan.data().name(),
                            plan.parts().train().size(),
                            plan.parts().validation().size(),
                            plan.holdout().pictures().size(),
                            frozen ? "" : ", NOT the frozen ones: the retraining would be rejected");
            output.out()
                    .printf(
                            Locale.ROOT,
                            "accepted        %,d images, %,d of them new; %,d excluded%ninitial weights %s (%s)%ngate            %s%n",
                            plan.corrections().examples().size(),
                            plan.newHashes().size(),
                            plan.corrections().excluded().size(),
                            plan.initialWeights().id().isEmpty()
                                    ? "random"
                                    : plan.initialWeights().id(),
                            plan.initialWeights().reason(),
                            gate);
            output.out()
                    .println(
                            !obstacles.isEmpty()
                                    ? "would not train: " + String.join(" ", obstacles)
                                    : plan.hasEnough(config.minNewAnswers())
                                            ? "would train and compare with the champion"
                                            : "would not train: at least %d new images are needed"
                                                    .formatted(Math.max(1, config.minNewAnswers())));
        }
        output.out().flush();
    }

    void printOutcome(Plan plan, RetrainResult outcome) {
        if (output.json()) {
            Map<String, @Nullable Object> map = counts(plan);
            map.put("result", outcome.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            map.put("why", outcome.why());
            map.put("version", outcome.version().isEmpty() ? null : outcome.version());
            map.put("findings", outcome.checks());
            map.put("noise", outcome.noise());
            output.out().println(JsonLines.line(map));
        } else {
            printExcluded(plan.corrections().excluded());
            LabelNoise noise = outcome.noise();
            if (noise != null) {
                output.out().printf("labels: %s%n", noise.description());
            }
            for (GateCheck finding : outcome.checks()) {
                output.out()
                        .printf("%-14s %s: %s%n", finding.rule(), finding.passed() ? "yes" : "NO", finding.message());
            }
            output.out()
                    .println(
                            switch (outcome.status()) {
                                case PROMOTED -> "%s was promoted".formatted(outcome.version());
                                case KEPT_BACK ->
                                    "%s was saved, but not promoted: %s".formatted(outcome.version(), outcome.why());
                                case TOO_FEW, TOO_NOISY -> outcome.why();
                            });
        }
        output.out().flush();
    }

    private void printExcluded(List<ExcludedPicture> excluded) {
        excluded.stream().limit(MAX_LISTED).forEach(exclusion -> output.err()
                .printf(
                        "image %s... is not used for training: %s%n",
                        exclusion.picture().substring(0, 12), exclusion.reason()));
        if (excluded.size() > MAX_LISTED) {
            output.err().printf("and %,d more%n", excluded.size() - MAX_LISTED);
        }
        output.err().flush();
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
