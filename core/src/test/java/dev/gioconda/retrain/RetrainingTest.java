package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.InMemoryArchive;
import dev.gioconda.data.split.Splits;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.InMemoryStore;
import dev.gioconda.train.Progress;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on painted portraits: a weak champion, people who correct it, and what becomes of that. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class RetrainingTest {

    private static final int CORRECTIONS = 300;

    @TempDir
    private static Path shared;

    private static Dataset data = new Dataset("none", List.of(), List.of());
    private static List<Example> corrections = List.of();
    private static Path first = Path.of("");

    @TempDir
    private Path folder;

    private RetrainLoopFixture fixture = openFixture(Path.of(""));
    private VersionId champion = new VersionId("none", "none");

    private static RetrainLoopFixture openFixture(Path folder) {
        try {
            return new RetrainLoopFixture(
                    folder,
                    new InMemoryStore(),
                    data,
                    Splits.limitTraining(300, 1, Splits.predefined().apply(data)),
                    Recipes.read(
                            "compact",
                            List.of(
                                    "input.columns=32",
                                    "input.rows=32",
                                    "training.epochs=8",
                                    "training.batch=32",
                                    "training.average=0.9",
                                    "training.precision=float32")));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @BeforeAll
    static void trainTheChampion() throws IOException {
        data = InMemoryArchive.of(new SyntheticPortraits(1, 2000).dataset());
        corrections = InMemoryArchive.of(new SyntheticPortraits(2, CORRECTIONS).dataset())
                .examples();
        first = openFixture(shared).trainFirst();
    }

    @BeforeEach
    void promoteTheChampion() throws IOException {
        fixture = openFixture(folder);
        champion = fixture.promoteFirst(first);
    }

    private List<Receipt> addAcceptedLabels(double wrong) throws IOException {
        return fixture.addAcceptedLabels(corrections, data.indexOf("Smiling"), wrong);
    }

    private Manifest manifest(VersionId id) throws IOException {
        return ModelFiles.manifest(fixture.registry().fetch(id));
    }

    @Test
    void corrections_promote_a_better_version_and_rollback_reverts() throws IOException {
        List<Example> test = fixture.parts().test();
        float[][] before = fixture.championLogits(test);
        double accuracy = fixture.accuracy(test);
        List<Receipt> receipts = addAcceptedLabels(0);

        RetrainResult result = fixture.retrain(RetrainLoopFixture.config(2));

        assertThat(result.status()).as(result.why()).isEqualTo(RetrainResult.RetrainStatus.PROMOTED);
        VersionId better = VersionId.parse(result.version());
        assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(better);
        assertThat(fixture.accuracy(test)).isGreaterThan(accuracy + 0.05);
        assertThat(manifest(better).parent()).isEqualTo(champion.toString());
        List<String> feedbackHashes =
                fixture.plan(RetrainLoopFixture.config(2)).corrections().hashes();
        assertThat(manifest(better).feedback()).isEqualTo(feedbackHashes).hasSizeGreaterThan(CORRECTIONS * 9 / 10);
        assertThat(fixture.plan(RetrainLoopFixture.config(2)).newHashes()).isEmpty();

        // a picture is deleted: the version that remembers it is nobody's parent, and the next one never saw it
        String deletedImage =
                fixture.log().find(receipts.get(5).id()).orElseThrow().shown().pictureHash();
        new FeedbackRemoval(fixture.log()).delete(receipts.get(5));
        InitialWeights initialWeights =
                fixture.plan(RetrainLoopFixture.config(2)).initialWeights();
        assertThat(initialWeights.id()).isEqualTo(champion.toString());
        assertThat(initialWeights.reason()).contains("trained on no deleted picture");
        fixture.addAcceptedLabels(new SyntheticPortraits(3, 8).dataset().examples(), data.indexOf("Smiling"), 0);
        RetrainResult next = fixture.with(fixture.recipe("training.epochs=1")).retrain(RetrainLoopFixture.config(0));
        assertThat(manifest(VersionId.parse(next.version())).feedback())
                .doesNotContain(deletedImage)
                .hasSizeGreaterThan(CORRECTIONS * 9 / 10);

        fixture.registry().rollback(RetrainLoopFixture.MODEL, "test", "to see the old answers again");
        assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(champion);
        assertThat(fixture.championLogits(test)).isDeepEqualTo(before);
        List<LogEntry> history = fixture.registry().history(RetrainLoopFixture.MODEL);
        assertThat(history.get(1).gate().path("findings")).hasSize(4);
    }

    @Test
    void thirty_percent_wrong_labels_are_rejected_with_reason() throws IOException {
        addAcceptedLabels(0.3);
        RetrainResult result = fixture.retrain(RetrainLoopFixture.config(2));
        assertThat(result.status()).as(result.why()).isEqualTo(RetrainResult.RetrainStatus.TOO_NOISY);
        assertThat(result.why()).contains("accepted labels are wrong").contains("the limit is 10 %");
        assertThat(fixture.registry().versions()).containsExactly(champion);
        assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(champion);
        assertThat(fixture.store().list("retrain/")).as("the hold-out").isEmpty();
    }

    @Test
    void worse_challenger_is_saved_but_not_promoted() throws IOException {
        addAcceptedLabels(0);
        RetrainConfig scratch =
                new RetrainConfig(RetrainLoopFixture.MODEL, true, 1, "holdout", StandardGate.DEFAULT, 0.1, 0, "test");
        RetrainResult result = fixture.with(fixture.recipe("training.epochs=1", "training.learning-rate=0.000001"))
                .retrain(scratch);
        assertThat(result.status()).isEqualTo(RetrainResult.RetrainStatus.KEPT_BACK);
        assertThat(result.why()).contains("not lower: accuracy");
        assertThat(fixture.registry().versions()).hasSize(2);
        assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(champion);
        assertThat(fixture.store().list("retrain/smile/ruling-")).hasSize(1);
        assertThat(manifest(VersionId.parse(result.version())).parent()).isEmpty();
    }

    @Test
    void image_deleted_during_training_discards_the_version() throws IOException {
        List<Receipt> receipts = fixture.addAcceptedLabels(corrections.subList(0, 20), data.indexOf("Smiling"), 0);
        RetrainLoopFixture quick = fixture.with(fixture.recipe("training.epochs=1"));
        assertThatThrownBy(() -> quick.retrain(RetrainLoopFixture.config(0), progress -> {
                    if (progress instanceof Progress.EpochEnd) {
                        try {
                            new FeedbackRemoval(fixture.log()).delete(receipts.get(3));
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    }
                }))
                .hasMessageContaining("deleted while the challenger was trained on it");
        assertThat(fixture.registry().versions()).containsExactly(champion);
        assertThat(fixture.store().list("retrain/")).as("the hold-out").isEmpty();
    }

    private static final RetrainConfig UNGATED =
            new RetrainConfig(RetrainLoopFixture.MODEL, false, 1, "holdout", outcomes -> List.of(), 1, 0, "test");

    @Test
    void cancel_after_the_last_epoch_saves_nothing() throws IOException {
        fixture.addAcceptedLabels(corrections.subList(0, 20), data.indexOf("Smiling"), 0);
        AtomicBoolean keepRunning = new AtomicBoolean(true);
        RunControl stopped = new RunControl(
                progress -> {
                    if (progress instanceof Progress.EpochEnd) {
                        keepRunning.set(false);
                    }
                },
                keepRunning::get);
        assertThatThrownBy(
                        () -> fixture.with(fixture.recipe("training.epochs=1")).retrain(UNGATED, stopped))
                .isInstanceOf(RetrainCancelledException.class);
        assertThat(fixture.registry().versions()).containsExactly(champion);
        assertThat(fixture.registry().history(RetrainLoopFixture.MODEL)).hasSize(1);
    }

    @Test
    void cancel_during_comparison_saves_without_promotion() throws IOException {
        fixture.addAcceptedLabels(corrections.subList(0, 20), data.indexOf("Smiling"), 0);
        AtomicBoolean keepRunning = new AtomicBoolean(true);
        Gate cancellingGate = outcomes -> {
            keepRunning.set(false);
            return List.of();
        };
        RetrainConfig config =
                new RetrainConfig(RetrainLoopFixture.MODEL, false, 1, "holdout", cancellingGate, 1, 0, "test");
        RetrainResult result = fixture.with(fixture.recipe("training.epochs=1"))
                .retrain(config, new RunControl(progress -> {}, keepRunning::get));
        assertThat(result.status()).isEqualTo(RetrainResult.RetrainStatus.KEPT_BACK);
        assertThat(result.why()).contains("canceled before it was promoted");
        assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(champion);
    }

    @Test
    void concurrent_promotion_is_not_overwritten() throws IOException {
        fixture.addAcceptedLabels(corrections.subList(0, 20), data.indexOf("Smiling"), 0);
        RetrainLoopFixture quick = fixture.with(fixture.recipe("training.epochs=1"));
        VersionId other = VersionId.parse(quick.retrain(UNGATED).version());
        fixture.registry().rollback(RetrainLoopFixture.MODEL, "somebody", "to compare");
        RetrainResult result = quick.retrain(UNGATED, progress -> {
            if (progress instanceof Progress.EpochEnd) {
                try {
                    fixture.registry().promote(other, "somebody", "by hand", LogEntry.NO_GATE);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        });
        assertThat(result.status()).isEqualTo(RetrainResult.RetrainStatus.KEPT_BACK);
        assertThat(result.why()).contains("the champion changed during the run");
        assertThat(fixture.registry().versions()).contains(VersionId.parse(result.version()));
        assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(other);
        assertThat(new GateReports(fixture.store())
                        .latest(RetrainLoopFixture.MODEL, 1)
                        .get(0)
                        .status())
                .isEqualTo(RetrainResult.RetrainStatus.KEPT_BACK);
    }

    @Test
    void holdout_images_are_excluded_and_too_few_do_not_train() throws IOException {
        fixture.addAcceptedLabels(fixture.parts().test().subList(0, 5), data.indexOf("Smiling"), 1);
        Plan plan = fixture.plan(RetrainLoopFixture.config(2));
        assertThat(plan.corrections().examples()).isEmpty();
        assertThat(plan.corrections().excluded()).hasSize(5).allSatisfy(excluded -> assertThat(excluded.reason())
                .contains("of the hold-out"));
        RetrainResult result = fixture.retrain(RetrainLoopFixture.config(2));
        assertThat(result.status()).isEqualTo(RetrainResult.RetrainStatus.TOO_FEW);
        assertThat(result.why()).isEqualTo("0 accepted pictures are new since smile/20260101-000000; 1 are needed.");
        assertThat(fixture.store().list("retrain/")).isEmpty();
    }

    @Test
    void what_cannot_work_is_planned_and_leaves_nothing() throws IOException {
        fixture.addAcceptedLabels(corrections.subList(0, 3), data.indexOf("Smiling"), 0);
        RetrainConfig other = new RetrainConfig("nobody", false, 1, "holdout", Gate.notLower(), 0.1, 0, "test");
        assertThatThrownBy(() -> fixture.retrain(other)).hasMessageContaining("There is no champion of nobody");
        Holdout.of(fixture.parts().train().subList(0, 3)).freeze(fixture.store(), "smile", "holdout", "others");
        RetrainLoopFixture network = fixture.with(fixture.recipe("network=study-cnn", "target=Male"));
        Retraining retraining = new Retraining(fixture.log(), fixture.registry(), RetrainLoopFixture.config(0));
        List<String> obstacles = retraining.obstacles(fixture.plan(RetrainLoopFixture.config(0)), network.recipe());
        assertThat(obstacles)
                .hasSize(3)
                .anyMatch(obstacle -> obstacle.contains("would predict Male"))
                .anyMatch(obstacle -> obstacle.contains("frozen with other pictures"))
                .anyMatch(obstacle -> obstacle.contains("is a study-cnn and cannot start from the weights"));
        assertThatThrownBy(() -> network.retrain(RetrainLoopFixture.config(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(obstacles.get(0));
        assertThat(Files.exists(folder.resolve("work"))).isFalse();
    }
}
