package dev.gioconda.retrain;

import dev.gioconda.train.Progress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Progress and cancellation of a retraining. A canceled run ends between two phases; its version is neither saved nor promoted.
 *
 * @param listener receives the progress of the training
 * @param shouldContinue false cancels; called by the training thread until the version is promoted
 */
public record RunControl(Consumer<Progress> listener, BooleanSupplier shouldContinue) {

    /** A run that is never canceled. */
    public static RunControl of(Consumer<Progress> listener) {
        return new RunControl(listener, () -> true);
    }

    /**
     * Ends a canceled run.
     *
     * @throws RetrainCancelledException if it was canceled
     */
    public void throwIfCancelled() {
        if (!shouldContinue.getAsBoolean()) {
            throw new RetrainCancelledException();
        }
    }
}
