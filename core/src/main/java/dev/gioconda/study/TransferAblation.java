package dev.gioconda.study;

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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares choices of transfer learning: the embedded backbone, the same with random weights, and the official VGG19 if
 * it is in the cache; unfrozen layers; heads.
 *
 * @param splitSeed seed of the training subset
 * @param store cache of the outputs of frozen layers
 * @param listener of the progress
 */
record TransferAblation(long splitSeed, FeatureStore store, Consumer<StudyProgress> listener) {

    private static final List<String> UNFREEZE_VALUES = List.of("0", "3", "8", "all");
    private static final int EPOCHS = 8;
    private static final List<Head> HEADS = List.of(Head.LINEAR, Head.STUDY);

    /**
     * What one training of the ablation uses.
     *
     * @param backbone network and source of its weights
     * @param unfreeze the trained layers: the last N, or {@code all}
     * @param head on the backbone
     */
    record AblationSetting(Pretrained backbone, String unfreeze, Head head) {}

    /** Trains and evaluates all choices. */
    List<Ablation.AblationRow> compare(Dataset set, Parts parts, StudyConfig.AblationConfig config) throws IOException {
        Recipe recipe = recipe(config.changes());
        Parts subset = Splits.limitTraining(config.trainingImages(), splitSeed, parts);
        int[] target = {set.indexOf(recipe.target())};
        List<AblationSetting> settings =
                settings(Pretrained.find("vgg19", Pretrained.AUTO, OfficialWeights.forCurrentUser()));
        List<Ablation.AblationRow> rows = new ArrayList<>();
        StudyFaces faces = new StudyFaces(listener);
        try (Faces train = faces.load("ablation", subset.train(), recipe.input());
                Faces validation = faces.load("validation", subset.validation(), recipe.input())) {
            Ablation ablation = new Ablation(
                    recipe, List.of(recipe.target()), store, train.withLabels(target), validation.withLabels(target));
            for (AblationSetting setting : settings) {
                Ablation.AblationRow row = ablation.run(setting.backbone(), setting.unfreeze(), setting.head());
                listener.accept(new StudyProgress.ChoiceEvaluated(row));
                rows.add(row);
            }
        }
        return rows;
    }

    /**
     * The recipe of all trainings.
     *
     * @param changes such as {@code training.epochs=5}, in order
     */
    static Recipe recipe(List<String> changes) throws IOException {
        return Recipes.withChanges(Recipes.read("transfer", List.of()).withEpochs(EPOCHS), changes);
    }

    /**
     * All combinations of backbone, unfrozen layers and head.
     *
     * @param vgg19 the best available weights of VGG19
     */
    static List<AblationSetting> settings(Pretrained vgg19) throws IOException {
        Pretrained embedded = Pretrained.embedded();
        List<Pretrained> backbones = new ArrayList<>(
                List.of(embedded, new Pretrained(embedded.spec(), Pretrained.RANDOM, embedded.normalization())));
        if (!vgg19.source().equals(Pretrained.EMBEDDED)) {
            backbones.add(vgg19);
        }
        List<AblationSetting> settings = new ArrayList<>();
        for (Pretrained backbone : backbones) {
            for (String unfreeze : UNFREEZE_VALUES) {
                for (Head head : HEADS) {
                    settings.add(new AblationSetting(backbone, unfreeze, head));
                }
            }
        }
        return settings;
    }
}
