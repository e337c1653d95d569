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
 * @param reports are written down whatever comes of it
 * @param who promotes
 */
record ChampionPromotion(ModelRegistry registry, GateReports reports, String who) {

    /**
     * Decides.
     *
     * @param result by the gate; promoted if nothing else is against it
     * @return what became of it in truth
     */
    RetrainResult decide(Plan plan, RetrainResult result, BooleanSupplier shouldContinue) throws IOException {
        RetrainResult decided = result.status() == RetrainResult.RetrainStatus.PROMOTED
                ? promoteIfCurrent(plan, result, shouldContinue)
                : result;
        reports.add(decided, plan);
        return decided;
    }

    private RetrainResult promoteIfCurrent(Plan plan, RetrainResult result, BooleanSupplier shouldContinue)
            throws IOException {
        VersionId challenger = VersionId.parse(result.version());
        VersionId champion = VersionId.parse(plan.champion().id());
        ObjectNode gate = reports.toJson(result, plan);
        boolean promoted = registry.promoteIfChampion(
                        challenger,
                        current -> shouldContinue.getAsBoolean() && current.equals(champion),
                        who,
                        "retrained: " + result.why(),
                        gate)
                .isPresent();
        if (promoted) {
            return result;
        }
        return result.keptBack(
                shouldContinue.getAsBoolean()
                        ? "the champion changed meanwhile, and is not %s any more, which it was compared with. Retrain to compare it with the new one"
                                .formatted(champion)
                        : "it passed the gate, and was stopped before it was promoted");
    }
}
