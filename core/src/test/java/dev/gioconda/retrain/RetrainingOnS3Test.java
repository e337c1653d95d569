package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.FeedbackExport;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.ReviewQueue;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.FaultyProxy;
import dev.gioconda.store.FaultyProxy.Fault;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3ServerFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an answer through a bucket, behind a bad connection: from what people say to the next version. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class RetrainingOnS3Test {

    private static final RetrainConfig NO_GATE =
            new RetrainConfig(RetrainLoopFixture.MODEL, false, 1, "holdout", outcomes -> List.of(), 1, 0, "test");

    @TempDir
    private Path folder;

    @Test
    void feedback_loop_works_on_s3_over_a_faulty_connection() throws Exception {
        Random random = new Random(3);
        Fault[] faults = Fault.values();
        try (S3ServerFixture server = S3ServerFixture.start(folder.resolve("bucket"));
                FaultyProxy proxy = new FaultyProxy(
                        server.port(),
                        line -> random.nextInt(8) > 0 ? Fault.NONE : faults[random.nextInt(faults.length)]);
                ObjectStore store = server.store(proxy, "gioconda")) {
            RetrainLoopFixture fixture = RetrainingJvm.fixture(folder, store);
            VersionId champion = fixture.promoteFirst(fixture.trainFirst());
            FeedbackLog log = fixture.log();
            List<Example> pictures = new SyntheticPortraits(9, 6).dataset().examples();

            List<Receipt> receipts = fixture.addLabels(pictures, fixture.data().indexOf("Smiling"), 0);
            assertThat(ReviewQueue.of(log).pending()).isEqualTo(6);
            for (Receipt receipt : receipts.subList(0, 4)) {
                new Reviews(log).decide(receipt.id(), true, "Lisa");
            }
            new Reviews(log).decide(receipts.get(4).id(), false, "Lisa");
            assertThat(ReviewQueue.of(log).pending()).isOne();

            Path out = folder.resolve("out");
            assertThat(new FeedbackExport(AcceptedFeedback.of(log, "Smiling"), new FeedbackPictures(store)).write(out))
                    .isEqualTo(new FeedbackExport.ExportCounts(4, 0));
            assertThat(Datasets.open(List.of(out)).examples()).hasSize(4);

            Plan plan = fixture.plan(NO_GATE);
            assertThat(plan.newHashes()).hasSize(4);
            assertThat(plan.initialWeights().id()).isEqualTo(champion.toString());
            RetrainResult result = fixture.retrain(NO_GATE);
            assertThat(result.status()).as(result.why()).isEqualTo(RetrainResult.RetrainStatus.PROMOTED);
            VersionId better = VersionId.parse(result.version());
            assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(better);
            assertThat(ModelFiles.manifest(fixture.registry().fetch(better)).feedback())
                    .isEqualTo(plan.newHashes());

            String deletedImage =
                    log.find(receipts.get(0).id()).orElseThrow().shown().pictureHash();
            assertThat(new FeedbackRemoval(log).delete(receipts.get(0)))
                    .isEqualTo(new FeedbackRemoval.RemovalCounts(1, 1));
            assertThat(new FeedbackPictures(store).contains(deletedImage)).isFalse();
            assertThat(fixture.plan(NO_GATE).corrections().hashes()).hasSize(3).doesNotContain(deletedImage);
            assertThat(fixture.plan(NO_GATE).initialWeights().id()).isEqualTo(champion.toString());
            fixture.registry().rollback(RetrainLoopFixture.MODEL, "Lisa", "a picture was deleted");
            assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(champion);
        }
    }
}
