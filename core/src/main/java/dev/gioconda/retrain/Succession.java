package dev.gioconda.retrain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Whether a challenger that is in the store becomes the champion: what passed the gate does, while it is wanted and while the champion is
 * the very one that it was compared with. Hours may lie between, and what somebody decided in them holds.
 *
 * @param registry promotes
 * @param rulings are written down whatever comes of it
 * @param who promotes
 */
record Succession(ModelRegistry registry, Rulings rulings, String who) {

    /**
     * Decides.
     *
     * @param judged by the gate; promoted if nothing else is against it
     * @return what became of it in truth
     */
    Outcome decide(Plan plan, Outcome judged, BooleanSupplier wanted) throws IOException {
        Outcome outcome = judged.result() == Outcome.Result.PROMOTED ? promoted(plan, judged, wanted) : judged;
        rulings.add(outcome, plan);
        return outcome;
    }

    private Outcome promoted(Plan plan, Outcome judged, BooleanSupplier wanted) throws IOException {
        VersionId challenger = VersionId.parse(judged.version());
        VersionId champion = VersionId.parse(plan.champion().id());
        ObjectNode gate = rulings.ruling(judged, plan);
        boolean done = registry.succeed(
                        challenger,
                        now -> wanted.getAsBoolean() && now.equals(champion),
                        who,
                        "retrained: " + judged.why(),
                        gate)
                .isPresent();
        if (done) {
            return judged;
        }
        return judged.keptBack(
                wanted.getAsBoolean()
                        ? "the champion changed meanwhile, and is not %s any more, which it was compared with. Retrain to compare it with the new one"
                                .formatted(champion)
                        : "it passed the gate, and was stopped before it was promoted");
    }
}
