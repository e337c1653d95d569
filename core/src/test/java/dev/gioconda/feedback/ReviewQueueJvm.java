package dev.gioconda.feedback;

import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Reads the review queue of a folder store once, in a Java machine of its own, and prints how long that took and what it held. */
final class ReviewQueueJvm {
    private ReviewQueueJvm() {}

    public static void main(String... arguments) throws IOException {
        long start = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        try (FolderStore store = new FolderStore(Path.of(arguments[0]))) {
            long before = System.nanoTime();
            ReviewQueue queue = ReviewQueue.of(new FeedbackLog(store, Clock.systemUTC()));
            System.out.printf(
                    "%d pending in %d groups, first %.4f; %d ms to read and order, %d ms since the machine began%n",
                    queue.pending(),
                    queue.groups().size(),
                    queue.groups().get(0).priority(),
                    (System.nanoTime() - before) / 1_000_000,
                    System.currentTimeMillis() - start);
        }
    }
}
