package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Datasets;
import dev.gioconda.data.Example;
import dev.gioconda.data.Parts;
import dev.gioconda.data.Splits;
import dev.gioconda.model.OneThread;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.FolderStore;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop on real photographs: a champion that learnt from 300 pictures of GENKI-4K, people who correct 500 others, a hold-out of
 * 600, and a test part of 400 that nothing of this ever looks at. Prints the numbers of {@code docs/results.md}.
 */
@Tag("slow")
@ExtendWith(OneThread.class)
class PhotographsTest {

    @TempDir
    private Path folder;

    @Test
    void fiveHundredCorrectionsMakeABetterVersionUnlessThirtyPercentOfThemAreWrong() throws IOException {
        Path genki = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data", "genki4k");
        assumeTrue(Files.exists(genki), "skipped: needs the real data set " + genki);
        Dataset data = Datasets.open(List.of(genki));
        Parts all = Splits.seeded(1, "Smiling").apply(data);
        Parts base = Splits.fewer(300, 1, all);
        List<Example> others = new ArrayList<>(all.train());
        others.removeAll(base.train());
        List<Example> test = all.test();
        List<Example> corrected = others.subList(0, 500);
        Parts parts = new Parts(base.train(), all.validation(), others.subList(500, 1100));
        Loop loop = new Loop(
                folder,
                new FolderStore(folder.resolve("store")),
                data,
                parts,
                Recipes.read(
                        "compact",
                        List.of(
                                "training.epochs=20",
                                "training.batch=32",
                                "training.average=0.95",
                                "training.seed=1")));
        Path first = loop.first();
        VersionId champion = loop.champion(first);
        float[][] before = loop.answers(test);
        double weak = loop.accuracy(test);
        loop.correct(corrected, 0, 0);

        Outcome outcome = loop.retrain(Loop.terms(2));
        print("all labels true", outcome);
        double better = loop.accuracy(test);
        System.out.printf(Locale.ROOT, "untouched test part of %d: %.4f, then %.4f%n", test.size(), weak, better);
        assertThat(outcome.result()).as(outcome.why()).isEqualTo(Outcome.Result.PROMOTED);
        assertThat(better).isGreaterThan(weak + 0.03);

        loop.registry().rollback(Loop.MODEL, "test", "to compare");
        assertThat(loop.registry().champion(Loop.MODEL)).contains(champion);
        assertThat(loop.answers(test)).isDeepEqualTo(before);

        Path wrong = Files.createDirectories(folder.resolve("wrong"));
        Loop deceived = new Loop(wrong, new FolderStore(wrong.resolve("store")), data, parts, loop.recipe());
        deceived.champion(first);
        deceived.correct(corrected, 0, 0.3);
        Outcome refused = deceived.retrain(Loop.terms(2));
        print("30 % of the labels wrong", refused);
        assertThat(refused.result()).isIn(Outcome.Result.TOO_NOISY, Outcome.Result.KEPT_BACK);
        assertThat(deceived.registry().champion(Loop.MODEL)).contains(champion);
    }

    private static void print(String what, Outcome outcome) {
        System.out.printf("%s: %s, %s%n", what, outcome.result(), outcome.why());
        LabelNoise noise = outcome.noise();
        System.out.println("  " + (noise == null ? "" : noise.sentence()));
        outcome.findings().forEach(finding -> System.out.printf("  %s: %s%n", finding.rule(), finding.sentence()));
    }
}
