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
import dev.gioconda.nn.SingleThreadExtension;
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
 * The loop on real photographs: a champion trained on 300 pictures of GENKI-4K, people who correct 500 others, a hold-out of 600, and a test
 * part that none of these steps reads. Prints the numbers of {@code docs/results/classification.md}.
 *
 * <p>The backbone of the label check was trained on the labels of GENKI-4K's training part, so that the check of labels is easier here than for
 * a user.
 */
@Tag("slow")
@ExtendWith(SingleThreadExtension.class)
class RetrainingOnGenkiTest {

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
    void corrections_improve_the_model_unless_30_percent_are_wrong() throws IOException {
        Path genki = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data", "genki4k");
        assumeTrue(Files.exists(genki), "skipped: needs the real data set " + genki);
        Dataset data = Datasets.open(List.of(genki));
        int smiling = data.indexOf("Smiling");
        Parts all = Splits.predefinedOrSeeded(1, "Smiling").apply(data);
        List<Example> sampled =
                Splits.limitTraining(BASE + CORRECTIONS + HOLDOUT, 1, all).train();
        List<Example> corrected = sampled.subList(BASE, BASE + CORRECTIONS);
        Parts parts = new Parts(
                sampled.subList(0, BASE), all.validation(), sampled.subList(BASE + CORRECTIONS, sampled.size()));
        List<Example> test = all.test();
        RetrainLoopFixture fixture = new RetrainLoopFixture(
                folder, new FolderStore(folder.resolve("store")), data, parts, Recipes.read("compact", CHANGES));
        Path first = fixture.trainFirst();
        VersionId champion = fixture.promoteFirst(first);
        float[][] answers = fixture.championLogits(test);
        boolean[] championCorrect = fixture.championCorrect(test);
        fixture.addAcceptedLabels(corrected, smiling, 0);

        RetrainResult result = fixture.retrain(RetrainLoopFixture.config(2));
        print("all labels true", result);
        boolean[] better = fixture.championCorrect(test);
        print(championCorrect, better);
        assertThat(result.status()).as(result.why()).isEqualTo(RetrainResult.RetrainStatus.PROMOTED);
        assertThat(PairedOutcomes.accuracy(better)).isGreaterThan(PairedOutcomes.accuracy(championCorrect) + 0.03);

        fixture.registry().rollback(RetrainLoopFixture.MODEL, "test", "to compare");
        assertThat(fixture.registry().champion(RetrainLoopFixture.MODEL)).contains(champion);
        assertThat(fixture.championLogits(test)).isDeepEqualTo(answers);

        Path wrong = Files.createDirectories(folder.resolve("wrong"));
        RetrainLoopFixture noisyFixture =
                new RetrainLoopFixture(wrong, new FolderStore(wrong.resolve("store")), data, parts, fixture.recipe());
        noisyFixture.promoteFirst(first);
        noisyFixture.addAcceptedLabels(corrected, smiling, 0.3);
        RetrainResult refused = noisyFixture.retrain(RetrainLoopFixture.config(2));
        print("30 % of the labels wrong", refused);
        assertThat(refused.status()).isIn(RetrainResult.RetrainStatus.TOO_NOISY, RetrainResult.RetrainStatus.KEPT_BACK);
        assertThat(refused.why()).isNotBlank();
        assertThat(noisyFixture.registry().champion(RetrainLoopFixture.MODEL)).contains(champion);
        assertThat(noisyFixture.championLogits(test)).isDeepEqualTo(answers);
    }

    private static void print(String what, RetrainResult result) {
        System.out.printf("%s: %s, %s%n", what, result.status(), result.why());
        LabelNoise noise = result.noise();
        System.out.println("  " + (noise == null ? "" : noise.description()));
        result.checks().forEach(finding -> System.out.printf("  %s: %s%n", finding.rule(), finding.message()));
    }

    /** Wilson's intervals, and the difference of paired shares with its normal one. */
    private static void print(boolean[] before, boolean[] after) {
        McNemar pairs = McNemar.test(before, after);
        int n = before.length;
        int regressions = pairs.onlyFirst();
        int improvements = pairs.onlySecond();
        double change = (double) (improvements - regressions) / n;
        double half = 1.96 * Math.sqrt((improvements + regressions) / (double) n - change * change) / Math.sqrt(n);
        System.out.printf(
                Locale.ROOT,
                "untouched test part of %d: %s, then %s; %d won, %d lost, %+.4f (%+.4f to %+.4f), McNemar p = %.2g%n",
                n,
                formatShare(pairs.bothRight() + regressions, n),
                formatShare(pairs.bothRight() + improvements, n),
                improvements,
                regressions,
                change,
                change - half,
                change + half,
                pairs.pValue());
    }

    private static String formatShare(int right, int n) {
        Interval interval = Interval.wilson(right, n);
        return String.format(Locale.ROOT, "%.4f (%.4f-%.4f)", (double) right / n, interval.low(), interval.high());
    }
}
