package dev.gioconda.retrain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Promotes a saved challenger that passed the gate, unless the run was canceled or the champion is no longer the version that it was
 * compared with: a training can take hours, and a promotion or rollback by an operator in that time is respected.
 *
 * @param registry of the versions
 * @param reports in which every result is stored
 * @param who promotes, for the promotion log
 */
record ChampionPromotion(ModelRegistry registry, GateReports reports, String who) {

    /**
     * Promotes the challenger if the gate passed it.
     *
     * @param result of the gate
     * @return the same result, or the reason why the challenger was not promoted
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
        ObjectNode gate = GateReports.toJson(result, plan);
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
                        ? "the champion changed during the run and is no longer %s, which the challenger was compared with. Retrain to compare with the new champion"
                                .formatted(champion)
                        : "it passed the gate, and the run was canceled before it was promoted");
    }
}
