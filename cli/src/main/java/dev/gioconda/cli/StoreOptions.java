package dev.gioconda.cli;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** Where models, answers and pictures are kept. */
final class StoreOptions {

    @Option(
            names = "--store",
            paramLabel = "FOLDER",
            description = "Where models and answers are kept. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_STORE:-store}")
    String store = "store";

    ObjectStore open() {
        return new FolderStore(Path.of(store));
    }

    /** What a command does with the answers. */
    interface Work {
        int run(FeedbackLog log) throws IOException;
    }

    /** Does it and closes the store. */
    int withAnswers(Work work) throws IOException {
        try (ObjectStore open = open()) {
            return work.run(new FeedbackLog(open, Clock.systemUTC()));
        }
    }
}
