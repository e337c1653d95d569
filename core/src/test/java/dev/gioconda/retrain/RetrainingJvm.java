package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.split.Splits;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Corrects and retrains in a Java machine of its own until it is killed; says each thing when it is done. */
final class RetrainingJvm {
    private RetrainingJvm() {}

    static RetrainLoopFixture fixture(Path folder, ObjectStore store) throws IOException {
        Dataset data = new SyntheticPortraits(1, 160).dataset();
        return new RetrainLoopFixture(
                folder,
                store,
                data,
                Splits.limitTraining(32, 1, Splits.predefined().apply(data)),
                Recipes.read(
                        "compact",
                        List.of(
                                "input.columns=32",
                                "input.rows=32",
                                "training.epochs=1",
                                "training.batch=16",
                                "training.precision=float32")));
    }

    public static void main(String... arguments) throws IOException {
        torch.set_num_threads(1); // as the test does
        int seed = Integer.parseInt(arguments[2]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        RetrainLoopFixture fixture = fixture(folder, new FolderStore(Path.of(arguments[0])));
        List<Example> pictures =
                new SyntheticPortraits(100 + seed, 40).dataset().examples();
        RetrainConfig anything =
                new RetrainConfig(RetrainLoopFixture.MODEL, false, 1, "holdout", outcomes -> List.of(), 1, 0, "test");
        System.out.println("ready");
        for (int i = 0; i + 4 <= pictures.size(); i += 4) {
            fixture.addAcceptedLabels(pictures.subList(i, i + 4), fixture.data().indexOf("Smiling"), 0);
            RetrainResult result = fixture.retrain(anything);
            System.out.println(result.status() + " " + result.version());
        }
    }
}
