package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.feedback.Accepted;
import dev.gioconda.feedback.FeedbackExport;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.KeptPictures;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Removal;
import dev.gioconda.feedback.ReviewQueue;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.OneThread;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.FaultyWire;
import dev.gioconda.store.FaultyWire.Fault;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an answer through a bucket, behind a bad connection: from what people say to the next version. */
@ExtendWith(OneThread.class)
class LoopOnS3Test {

    private static final Terms NO_GATE = new Terms(Loop.MODEL, false, 1, "holdout", trial -> List.of(), 1, 0, "test");

    @TempDir
    private Path folder;

    @Test
    void answersAreReviewedExportedLearntFromAndDeletedInABucketBehindABadConnection() throws Exception {
        Random luck = new Random(3);
        Fault[] faults = Fault.values();
        try (S3Server server = S3Server.start(folder.resolve("bucket"));
                FaultyWire wire = new FaultyWire(
                        server.port(), line -> luck.nextInt(8) > 0 ? Fault.NONE : faults[luck.nextInt(faults.length)]);
                ObjectStore store = server.store(wire, "gioconda")) {
            Loop loop = RetrainingJvm.loop(folder, store);
            VersionId champion = loop.champion(loop.first());
            FeedbackLog log = loop.log();
            List<Example> pictures = new SyntheticPortraits(9, 6).dataset().examples();

            List<Receipt> receipts = loop.answer(pictures, loop.data().indexOf("Smiling"), 0);
            assertThat(ReviewQueue.of(log).pending()).isEqualTo(6);
            for (Receipt receipt : receipts.subList(0, 4)) {
                new Reviews(log).decide(receipt.id(), true, "Lisa");
            }
            new Reviews(log).decide(receipts.get(4).id(), false, "Lisa");
            assertThat(ReviewQueue.of(log).pending()).isOne();

            Path out = folder.resolve("out");
            assertThat(new FeedbackExport(Accepted.of(log, "Smiling"), new KeptPictures(store)).write(out))
                    .isEqualTo(new FeedbackExport.Written(4, 0));
            assertThat(Datasets.open(List.of(out)).examples()).hasSize(4);

            Plan plan = loop.plan(NO_GATE);
            assertThat(plan.fresh()).hasSize(4);
            assertThat(plan.beginning().id()).isEqualTo(champion.toString());
            Outcome outcome = loop.retrain(NO_GATE);
            assertThat(outcome.result()).as(outcome.why()).isEqualTo(Outcome.Result.PROMOTED);
            VersionId better = VersionId.parse(outcome.version());
            assertThat(loop.registry().champion(Loop.MODEL)).contains(better);
            assertThat(ModelFiles.manifest(loop.registry().fetch(better)).feedback())
                    .isEqualTo(plan.fresh());

            String gone = log.find(receipts.get(0).id()).orElseThrow().shown().picture();
            assertThat(new Removal(log).delete(receipts.get(0))).isEqualTo(new Removal.Removed(1, 1));
            assertThat(new KeptPictures(store).has(gone)).isFalse();
            assertThat(loop.plan(NO_GATE).corrections().hashes()).hasSize(3).doesNotContain(gone);
            assertThat(loop.plan(NO_GATE).beginning().id()).isEqualTo(champion.toString());
            loop.registry().rollback(Loop.MODEL, "Lisa", "a picture was deleted");
            assertThat(loop.registry().champion(Loop.MODEL)).contains(champion);
        }
    }
}
