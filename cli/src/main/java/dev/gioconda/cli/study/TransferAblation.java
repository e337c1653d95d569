package dev.gioconda.cli.study;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.Splits;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Head;
import dev.gioconda.train.Ablation;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the study's ablation: Gioconda's backbone, a random one and the official VGG19 if it is here; unfrozen layers; heads. */
record TransferAblation(DataOptions data, FeatureStore store, PrintWriter err) {

    private static final List<String> UNFREEZE_VALUES = List.of("0", "3", "8", "all");
    private static final int EPOCHS = 8;
    private static final List<Head> HEADS = List.of(Head.LINEAR, Head.STUDY);

    /**
     * @param trainingImages how many of the training part are learnt from
     * @param changes to the recipe, such as {@code training.epochs=5}
     */
    List<Ablation.AblationRow> compare(Dataset set, Parts parts, int trainingImages, List<String> changes)
            throws IOException {
        List<String> settings = new ArrayList<>(List.of("training.epochs=" + EPOCHS));
        settings.addAll(changes);
        Recipe recipe = Recipes.read("transfer", settings);
        Parts subset = Splits.limitTraining(trainingImages, data.splitSeed, parts);
        int[] target = {set.indexOf(recipe.target())};
        Pretrained embedded = Pretrained.embedded();
        List<Pretrained> backbones = new ArrayList<>(
                List.of(embedded, new Pretrained(embedded.spec(), Pretrained.RANDOM, embedded.normalization())));
        Pretrained vgg19 = Pretrained.find("vgg19", Pretrained.AUTO, OfficialWeights.forCurrentUser());
        if (!vgg19.source().equals(Pretrained.EMBEDDED)) {
            backbones.add(vgg19);
        }
        List<Ablation.AblationRow> rows = new ArrayList<>();
        try (Faces train = FaceLoadingLog.load("ablation", subset.train(), recipe.input(), err);
                Faces validation = FaceLoadingLog.load("validation", subset.validation(), recipe.input(), err)) {
            Ablation ablation = new Ablation(
                    recipe, List.of(recipe.target()), store, train.withLabels(target), validation.withLabels(target));
            for (Pretrained backbone : backbones) {
                for (String unfreeze : UNFREEZE_VALUES) {
                    for (Head head : HEADS) {
                        Ablation.AblationRow row = ablation.run(backbone, unfreeze, head);
                        err.printf(
                                Locale.ROOT,
                                "%s weights, %s layers unfrozen, head %s: %.4f%n",
                                row.weights(),
                                row.unfreeze(),
                                row.head(),
                                row.accuracy());
                        err.flush();
                        rows.add(row);
                    }
                }
            }
        }
        return rows;
    }
}
