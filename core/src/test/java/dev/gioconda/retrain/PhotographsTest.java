package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.Splits;
import dev.gioconda.evaluate.Interval;
import dev.gioconda.evaluate.McNemar;
import dev.gioconda.nn.OneThread;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.FolderStore;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop on real photographs: a champion that learnt from 300 pictures of GENKI-4K, people who correct 500 others, a hold-out of 600, and a test
 * part that nothing of this ever looks at. Prints the numbers of {@code docs/results.md}.
 *
 * <p>The second opinion's backbone has learnt the labels of GENKI-4K's training part, so that the check of labels is easier here than for
 * a user.
 */
@Tag("slow")
@ExtendWith(OneThread.class)
class PhotographsTest {

    private static final int BASE = 300;
    private static final int CORRECTIONS = 500;
    private static final int HOLDOUT = 600;

    /** A small picture and many steps: a few hundred pictures are soon seen often enough. */
    private static final List<String> CHANGES = List.of(
            "auxiliary=0.0",
            "input.rows=48",
            "input.columns=48",
            "training.batch=16",
            "training.average=0.98",
            "training.seed=1");

    @TempDir
    private Path folder;

    @Test
    void fiveHundredCorrectionsMakeABetterVersionUnlessThirtyPercentOfThemAreWrong() throws IOException {
        Path genki = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data", "genki4k");
        assumeTrue(Files.exists(genki), "skipped: needs the real data set " + genki);
        Dataset data = Datasets.open(List.of(genki));
        int smiling = data.indexOf("Smiling");
        Parts all = Splits.ownOrSeeded(1, "Smiling").apply(data);
        List<Example> drawn = Splits.fewer(BASE + CORRECTIONS + HOLDOUT, 1, all).train();
        List<Example> corrected = drawn.subList(BASE, BASE + CORRECTIONS);
        Parts parts =
                new Parts(drawn.subList(0, BASE), all.validation(), drawn.subList(BASE + CORRECTIONS, drawn.size()));
        List<Example> test = all.test();
        Loop loop = new Loop(
                folder, new FolderStore(folder.resolve("store")), data, parts, Recipes.read("compact", CHANGES));
        Path first = loop.first();
        VersionId champion = loop.champion(first);
        float[][] answers = loop.answers(test);
        boolean[] weak = loop.right(test);
        loop.correct(corrected, smiling, 0);

        Outcome outcome = loop.retrain(Loop.terms(2));
        print("all labels true", outcome);
        boolean[] better = loop.right(test);
        print(weak, better);
        assertThat(outcome.result()).as(outcome.why()).isEqualTo(Outcome.Result.PROMOTED);
        assertThat(Trial.accuracy(better)).isGreaterThan(Trial.accuracy(weak) + 0.03);

        loop.registry().rollback(Loop.MODEL, "test", "to compare");
        assertThat(loop.registry().champion(Loop.MODEL)).contains(champion);
        assertThat(loop.answers(test)).isDeepEqualTo(answers);

        Path wrong = Files.createDirectories(folder.resolve("wrong"));
        Loop deceived = new Loop(wrong, new FolderStore(wrong.resolve("store")), data, parts, loop.recipe());
        deceived.champion(first);
        deceived.correct(corrected, smiling, 0.3);
        Outcome refused = deceived.retrain(Loop.terms(2));
        print("30 % of the labels wrong", refused);
        assertThat(refused.result()).isIn(Outcome.Result.TOO_NOISY, Outcome.Result.KEPT_BACK);
        assertThat(refused.why()).isNotBlank();
        assertThat(deceived.registry().champion(Loop.MODEL)).contains(champion);
        assertThat(deceived.answers(test)).isDeepEqualTo(answers);
    }

    private static void print(String what, Outcome outcome) {
        System.out.printf("%s: %s, %s%n", what, outcome.result(), outcome.why());
        LabelNoise noise = outcome.noise();
        System.out.println("  " + (noise == null ? "" : noise.sentence()));
        outcome.findings().forEach(finding -> System.out.printf("  %s: %s%n", finding.rule(), finding.sentence()));
    }

    /** Wilson's intervals, and the difference of paired shares with its normal one. */
    private static void print(boolean[] before, boolean[] after) {
        McNemar pairs = McNemar.test(before, after);
        int n = before.length;
        int lost = pairs.onlyFirst();
        int won = pairs.onlySecond();
        double change = (double) (won - lost) / n;
        double half = 1.96 * Math.sqrt((won + lost) / (double) n - change * change) / Math.sqrt(n);
        System.out.printf(
                Locale.ROOT,
                "untouched test part of %d: %s, then %s; %d won, %d lost, %+.4f (%+.4f to %+.4f), McNemar p = %.2g%n",
                n,
                say(pairs.bothRight() + lost, n),
                say(pairs.bothRight() + won, n),
                won,
                lost,
                change,
                change - half,
                change + half,
                pairs.pValue());
    }

    private static String say(int right, int n) {
        Interval interval = Interval.wilson(right, n);
        return String.format(Locale.ROOT, "%.4f (%.4f-%.4f)", (double) right / n, interval.low(), interval.high());
    }
}
