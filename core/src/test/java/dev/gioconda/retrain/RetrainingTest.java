package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.split.Splits;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Removal;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.OneThread;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.MemoryStore;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on painted portraits: a weak champion, people who correct it, and what becomes of that. */
@ExtendWith(OneThread.class)
class RetrainingTest {

    private static final int CORRECTIONS = 300;

    @TempDir
    private static Path shared;

    private static Dataset data = new Dataset("none", List.of(), List.of());
    private static Path first = Path.of("");

    @TempDir
    private Path folder;

    private Loop loop = loop(Path.of(""));
    private VersionId champion = new VersionId("none", "none");

    private static Loop loop(Path folder) {
        try {
            return new Loop(
                    folder,
                    new MemoryStore(),
                    data,
                    Splits.fewer(300, 1, Splits.own().apply(data)),
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
        data = new SyntheticPortraits(1, 2000).dataset();
        first = loop(shared).first();
    }

    @BeforeEach
    void promoteTheChampion() throws IOException {
        loop = loop(folder);
        champion = loop.champion(first);
    }

    private static List<Example> others() {
        return new SyntheticPortraits(2, CORRECTIONS).dataset().examples();
    }

    private List<Receipt> correct(double wrong) throws IOException {
        return loop.correct(others(), data.indexOf("Smiling"), wrong);
    }

    private Manifest manifest(VersionId id) throws IOException {
        return ModelFiles.manifest(loop.registry().fetch(id));
    }

    @Test
    void correctionsMakeABetterVersionAndRollingBackGivesTheOldAnswersBitForBit() throws IOException {
        List<Example> test = loop.parts().test();
        float[][] before = loop.answers(test);
        double accuracy = loop.accuracy(test);
        List<Receipt> receipts = correct(0);

        Outcome outcome = loop.retrain(Loop.terms(2));

        assertThat(outcome.result()).as(outcome.why()).isEqualTo(Outcome.Result.PROMOTED);
        VersionId better = VersionId.parse(outcome.version());
        assertThat(loop.registry().champion(Loop.MODEL)).contains(better);
        assertThat(loop.accuracy(test)).isGreaterThan(accuracy + 0.05);
        assertThat(manifest(better).parent()).isEqualTo(champion.toString());
        List<String> learnt = loop.plan(Loop.terms(2)).corrections().hashes();
        assertThat(manifest(better).feedback()).isEqualTo(learnt).hasSizeGreaterThan(CORRECTIONS * 9 / 10);
        assertThat(loop.plan(Loop.terms(2)).fresh()).isEmpty();

        // a picture is deleted: the version that remembers it is nobody's parent, and the next one never saw it
        String gone =
                loop.log().find(receipts.get(5).id()).orElseThrow().shown().picture();
        new Removal(loop.log()).delete(receipts.get(5));
        Beginning beginning = loop.plan(Loop.terms(2)).beginning();
        assertThat(beginning.id()).isEqualTo(champion.toString());
        assertThat(beginning.reason()).contains("pictures that are gone");
        loop.correct(new SyntheticPortraits(3, 8).dataset().examples(), data.indexOf("Smiling"), 0);
        Outcome next = loop.with(loop.recipe("training.epochs=1")).retrain(Loop.terms(0));
        assertThat(manifest(VersionId.parse(next.version())).feedback())
                .doesNotContain(gone)
                .hasSizeGreaterThan(CORRECTIONS * 9 / 10);

        loop.registry().rollback(Loop.MODEL, "test", "to see the old answers again");
        assertThat(loop.registry().champion(Loop.MODEL)).contains(champion);
        assertThat(loop.answers(test)).isDeepEqualTo(before);
        List<LogEntry> history = loop.registry().history(Loop.MODEL);
        assertThat(history.get(1).gate().path("findings")).hasSize(4);
    }

    @Test
    void aBatchWithThirtyPercentWrongLabelsIsRefusedAndSaysWhy() throws IOException {
        correct(0.3);
        Outcome outcome = loop.retrain(Loop.terms(2));
        assertThat(outcome.result()).as(outcome.why()).isEqualTo(Outcome.Result.TOO_NOISY);
        assertThat(outcome.why()).contains("accepted labels are wrong").contains("at most 10 % may be");
        assertThat(loop.registry().versions()).containsExactly(champion);
        assertThat(loop.registry().champion(Loop.MODEL)).contains(champion);
    }

    @Test
    void aWorseChallengerIsKeptAndTheChampionAnswersOn() throws IOException {
        correct(0);
        Terms scratch = new Terms(Loop.MODEL, true, 1, "holdout", UsualGate.DEFAULT, 0.1, 0, "test");
        Outcome outcome = loop.with(loop.recipe("training.epochs=1", "training.learning-rate=0.000001"))
                .retrain(scratch);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.KEPT_BACK);
        assertThat(outcome.why()).contains("not lower: accuracy");
        assertThat(loop.registry().versions()).hasSize(2);
        assertThat(loop.registry().champion(Loop.MODEL)).contains(champion);
        assertThat(loop.store().list("retrain/smile/ruling-")).hasSize(1);
        assertThat(manifest(VersionId.parse(outcome.version())).parent()).isEmpty();
    }

    @Test
    void aPictureThatIsDeletedWhileItIsLearntFromKeepsTheVersionOut() throws IOException {
        List<Receipt> receipts = loop.correct(others().subList(0, 20), data.indexOf("Smiling"), 0);
        Loop quick = loop.with(loop.recipe("training.epochs=1"));
        assertThatThrownBy(() -> quick.retrain(Loop.terms(0), progress -> {
                    if (progress instanceof Progress.EpochEnd) {
                        try {
                            new Removal(loop.log()).delete(receipts.get(3));
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    }
                }))
                .hasMessageContaining("deleted while it was learnt from");
        assertThat(loop.registry().versions()).containsExactly(champion);
    }

    private static final Terms UNGATED = new Terms(Loop.MODEL, false, 1, "holdout", trial -> List.of(), 1, 0, "test");

    @Test
    void whatIsStoppedAfterItsLastEpochIsNeitherKeptNorPromoted() throws IOException {
        loop.correct(others().subList(0, 20), data.indexOf("Smiling"), 0);
        AtomicBoolean wanted = new AtomicBoolean(true);
        Commission stopped = new Commission(
                progress -> {
                    if (progress instanceof Progress.EpochEnd) {
                        wanted.set(false);
                    }
                },
                wanted::get);
        assertThatThrownBy(() -> loop.with(loop.recipe("training.epochs=1")).retrain(UNGATED, stopped))
                .isInstanceOf(UnwantedException.class);
        assertThat(loop.registry().versions()).containsExactly(champion);
        assertThat(loop.registry().history(Loop.MODEL)).hasSize(1);
    }

    @Test
    void whatIsStoppedWhileItIsComparedIsKeptAndNotPromoted() throws IOException {
        loop.correct(others().subList(0, 20), data.indexOf("Smiling"), 0);
        AtomicBoolean wanted = new AtomicBoolean(true);
        Gate stopping = trial -> {
            wanted.set(false);
            return List.of();
        };
        Terms terms = new Terms(Loop.MODEL, false, 1, "holdout", stopping, 1, 0, "test");
        Outcome outcome =
                loop.with(loop.recipe("training.epochs=1")).retrain(terms, new Commission(progress -> {}, wanted::get));
        assertThat(outcome.result()).isEqualTo(Outcome.Result.KEPT_BACK);
        assertThat(outcome.why()).contains("stopped before it was promoted");
        assertThat(loop.registry().champion(Loop.MODEL)).contains(champion);
    }

    @Test
    void whatSomebodyPromotedMeanwhileStays() throws IOException {
        loop.correct(others().subList(0, 20), data.indexOf("Smiling"), 0);
        Loop quick = loop.with(loop.recipe("training.epochs=1"));
        VersionId other = VersionId.parse(quick.retrain(UNGATED).version());
        loop.registry().rollback(Loop.MODEL, "somebody", "to compare");
        Outcome outcome = quick.retrain(UNGATED, progress -> {
            if (progress instanceof Progress.EpochEnd) {
                try {
                    loop.registry().promote(other, "somebody", "by hand", LogEntry.NO_GATE);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        });
        assertThat(outcome.result()).isEqualTo(Outcome.Result.KEPT_BACK);
        assertThat(outcome.why()).contains("the champion changed meanwhile");
        assertThat(loop.registry().versions()).contains(VersionId.parse(outcome.version()));
        assertThat(loop.registry().champion(Loop.MODEL)).contains(other);
        assertThat(new Rulings(loop.store()).last(Loop.MODEL, 1).get(0).result())
                .isEqualTo(Outcome.Result.KEPT_BACK);
    }

    @Test
    void picturesOfTheHoldoutAreNeverLearntFromAndTooFewTrainNothing() throws IOException {
        loop.correct(loop.parts().test().subList(0, 5), data.indexOf("Smiling"), 1);
        Plan plan = loop.plan(Loop.terms(2));
        assertThat(plan.corrections().examples()).isEmpty();
        assertThat(plan.corrections().excluded()).hasSize(5).allSatisfy(excluded -> assertThat(excluded.reason())
                .contains("of the hold-out"));
        Outcome outcome = loop.retrain(Loop.terms(2));
        assertThat(outcome.result()).isEqualTo(Outcome.Result.TOO_FEW);
        assertThat(outcome.why()).isEqualTo("0 accepted pictures are new since smile/20260101-000000; 1 are needed.");
        assertThat(loop.store().list("retrain/")).isEmpty();
    }

    @Test
    void aModelWithoutAChampionOrWithOtherAttributesIsRefused() throws IOException {
        loop.correct(others().subList(0, 3), data.indexOf("Smiling"), 0);
        Terms other = new Terms("nobody", false, 1, "holdout", Gate.notLower(), 0.1, 0, "test");
        assertThatThrownBy(() -> loop.retrain(other)).hasMessageContaining("nobody has no champion");
        Loop alone = loop.with(loop.recipe("auxiliary=0.0"));
        assertThatThrownBy(() -> alone.retrain(Loop.terms(0))).hasMessageContaining("--from-scratch");
        assertThat(Files.exists(folder.resolve("work"))).isFalse();
    }
}
