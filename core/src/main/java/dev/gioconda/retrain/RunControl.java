package dev.gioconda.retrain;

import dev.gioconda.train.Progress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * From whoever wants a version made. What is not wanted any more ends between two phases, and is neither kept nor promoted.
 *
 * @param listener hears the trainings
 * @param shouldContinue is asked by the thread that retrains, until the version is promoted
 */
public record RunControl(Consumer<Progress> listener, BooleanSupplier shouldContinue) {

    /** One that is wanted to the end. */
    public static RunControl of(Consumer<Progress> listener) {
        return new RunControl(listener, () -> true);
    }

    /**
     * Goes on while it is wanted.
     *
     * @throws RetrainCancelledException when it is not
     */
    public void throwIfCancelled() {
        if (!shouldContinue.getAsBoolean()) {
            throw new RetrainCancelledException();
        }
    }
}
