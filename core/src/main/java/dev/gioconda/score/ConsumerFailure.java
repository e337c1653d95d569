package dev.gioconda.score;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells the errors of a consumer from those of the archive that calls it: both pass through the archive as exceptions. */
final class ConsumerFailure {

    private @Nullable IOException failure;

    /** Passes an input to a consumer and remembers its exception. */
    void accept(ScoreInputs.InputConsumer consumer, ScoreInput input) throws IOException {
        try {
            consumer.accept(input);
        } catch (IOException failed) {
            failure = failed;
            throw failed;
        }
    }

    /** Throws the consumer's exception, if it has thrown one. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
