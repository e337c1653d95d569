package dev.gioconda.cli.command;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;

/** What a command does with the answers of a store. */
@FunctionalInterface
public interface FeedbackAction {

    /** Does it and says the exit code. */
    int run(FeedbackLog log) throws IOException;

    /** Opens the store, does the work, and closes it. */
    static int withLog(StoreOptions options, FeedbackAction action) throws IOException {
        try (ObjectStore store = options.open()) {
            return action.run(new FeedbackLog(store, Clock.systemUTC()));
        }
    }
}
