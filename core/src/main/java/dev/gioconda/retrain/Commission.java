package dev.gioconda.retrain;

import dev.gioconda.train.Progress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * From whoever wants a version made. What is not wanted any more ends between two phases, and is neither kept nor promoted.
 *
 * @param listener hears the trainings
 * @param wanted is asked by the thread that retrains, until the version is promoted
 */
public record Commission(Consumer<Progress> listener, BooleanSupplier wanted) {

    /** One that is wanted to the end. */
    public static Commission of(Consumer<Progress> listener) {
        return new Commission(listener, () -> true);
    }

    /**
     * Goes on while it is wanted.
     *
     * @throws UnwantedException when it is not
     */
    public void check() {
        if (!wanted.getAsBoolean()) {
            throw new UnwantedException();
        }
    }
}
