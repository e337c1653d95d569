package dev.gioconda.feedback;

import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** Adds, decides and deletes records in a child process until it is killed; prints each operation when it is complete. */
final class FeedbackJvm {
    private FeedbackJvm() {}

    public static void main(String... arguments) throws IOException {
        FeedbackLog log = new FeedbackLog(new FolderStore(Path.of(arguments[0])), Clock.systemUTC());
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        Deque<Receipt> mine = new ArrayDeque<>();
        System.out.println("ready");
        while (true) {
            Receipt receipt = FeedbackFixture.addConfident(log, random.nextInt(20), random.nextBoolean(), "client");
            System.out.println("added " + receipt);
            mine.add(receipt);
            if (random.nextInt(2) == 0) {
                new Reviews(log).decide(receipt.id(), true, "reviewer");
                System.out.println("accepted " + receipt);
            }
            if (random.nextInt(3) == 0) {
                Receipt old = mine.remove();
                System.out.println("deleting " + old);
                new FeedbackRemoval(log).delete(old);
                System.out.println("deleted " + old);
            }
        }
    }
}
