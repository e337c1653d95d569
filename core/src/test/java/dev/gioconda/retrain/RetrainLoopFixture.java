package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.feedback.Submission;
import dev.gioconda.model.Classifier;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.train.FaceLogits;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.Progress;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A store with a champion, base data, and people who answer.
 *
 * @param folder where runs lie
 * @param store of versions and answers
 * @param data the base data
 * @param parts of it
 * @param recipe of champions and challengers
 */
record RetrainLoopFixture(Path folder, ObjectStore store, Dataset data, Parts parts, Recipe recipe) {

    static final String MODEL = "smile";

    FeedbackLog log() {
        return new FeedbackLog(store, Clock.systemUTC());
    }

    ModelRegistry registry() {
        return new ModelRegistry(store, folder.resolve("cache"), Classifier::load, Clock.systemUTC());
    }

    /**
     * Trains a first version.
     *
     * @param changes of the recipe
     * @return its folder
     */
    Path trainFirst(String... changes) throws IOException {
        Recipe firstRecipe = recipe(changes);
        RunFolder run = RunFolder.create(
                folder.resolve("runs"),
                new RunFolder.RunInfo(MODEL, "20260101-000000", Map.of()),
                Recipes.toToml(firstRecipe));
        try (Faces train = load(parts.train());
                Faces validation = load(parts.validation())) {
            return new Training(firstRecipe, data, train, validation, FeatureStore.forCurrentUser())
                    .run(run, folder.resolve("models"), progress -> {})
                    .folder();
        }
    }

    /** Saves and promotes it. */
    VersionId promoteFirst(Path version) throws IOException {
        VersionId id = registry().save(version).id();
        registry().promote(id, "test", "the first", LogEntry.NO_GATE);
        return id;
    }

    /** The recipe with some changes. */
    Recipe recipe(String... changes) throws IOException {
        Path file = folder.resolve("recipe.toml");
        Files.writeString(file, Recipes.toToml(recipe));
        return Recipes.read(file.toString(), List.of(changes));
    }

    /** The same with another recipe. */
    RetrainLoopFixture with(Recipe other) {
        return new RetrainLoopFixture(folder, store, data, parts, other);
    }

    /** The champion's logits of some pictures, to be compared bit for bit. // [n][attributes] */
    float[][] championLogits(List<Example> examples) throws IOException {
        try (Faces faces = load(examples)) {
            return championLogits(faces, promoteFirst());
        }
    }

    private Classifier promoteFirst() throws IOException {
        return Classifier.load(registry().fetch(registry().champion(MODEL).orElseThrow()));
    }

    private static float[][] championLogits(Faces faces, Classifier classifier) {
        return FaceLogits.of(classifier.forward(), faces, classifier.manifest().flipAverage());
    }

    /** The champion's share of right answers. */
    double accuracy(List<Example> examples) throws IOException {
        return PairedOutcomes.accuracy(championCorrect(examples));
    }

    /** Which pictures the champion answers rightly; one without a found face is a mistake. // [n] */
    boolean[] championCorrect(List<Example> examples) throws IOException {
        Classifier champion = promoteFirst();
        int outputIndex = champion.manifest().targetIndex();
        int labelIndex = data.indexOf(recipe.target());
        Set<String> names = new HashSet<>();
        try (Faces faces = load(examples)) {
            float[][] logits = championLogits(faces, champion);
            for (int i = 0; i < logits.length; i++) {
                Example example = faces.examples().get(i);
                if (logits[i][outputIndex] > 0 == (example.labels()[labelIndex] == 1)) {
                    names.add(example.name());
                }
            }
        }
        boolean[] correct = new boolean[examples.size()];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = names.contains(examples.get(i).name());
        }
        return correct;
    }

    private Faces load(List<Example> examples) throws IOException {
        return new FaceLoader(recipe.input(), FaceCache.MEMORY_LIMIT).load(examples, () -> {});
    }

    /**
     * People see these pictures and give their labels, which are accepted, each through {@code feedback add} and {@code accept}.
     *
     * @param noiseRate the share of labels that are not true
     */
    List<Receipt> addAcceptedLabels(List<Example> pictures, int target, double noiseRate) throws IOException {
        List<Receipt> receipts = addLabels(pictures, target, noiseRate);
        for (Receipt receipt : receipts) {
            new Reviews(log()).decide(receipt.id(), true, "reviewer");
        }
        return receipts;
    }

    /** The same, and nobody has accepted them. */
    List<Receipt> addLabels(List<Example> pictures, int target, double noiseRate) throws IOException {
        Map<String, byte[]> files = files(pictures);
        SplittableRandom random = new SplittableRandom(7);
        List<Receipt> receipts = new ArrayList<>();
        for (Example example : pictures) {
            boolean truth = example.labels()[target] == 1;
            boolean label = (random.nextDouble() < noiseRate) != truth;
            Submission submission = new Submission(
                    example.framing(),
                    new Classification(MODEL + "/20260101-000000", recipe.target(), 0.5, true),
                    Response.label(label),
                    true,
                    Duration.ofDays(30),
                    "client-" + receipts.size() % 40);
            receipts.add(log().add(files.getOrDefault(example.name(), new byte[0]), submission));
        }
        return receipts;
    }

    /** The pictures' bytes by the examples' names; an archive is read once, since most can only be read from the beginning. */
    private static Map<String, byte[]> files(List<Example> pictures) throws IOException {
        Map<PictureArchive, Map<String, String>> names = new LinkedHashMap<>();
        pictures.forEach(example -> names.computeIfAbsent(example.archive(), archive -> new HashMap<>())
                .put(example.entry(), example.name()));
        Map<String, byte[]> files = new HashMap<>();
        for (Map.Entry<PictureArchive, Map<String, String>> archive : names.entrySet()) {
            archive.getKey()
                    .visit(
                            archive.getValue().keySet(),
                            (entry, bytes) -> files.put(archive.getValue().getOrDefault(entry, entry), bytes));
        }
        return files;
    }

    static RetrainConfig config(int folds) {
        return new RetrainConfig(MODEL, false, 1, "holdout", StandardGate.DEFAULT, 0.1, folds, "test");
    }

    RetrainResult retrain(RetrainConfig config) throws IOException {
        return retrain(config, progress -> {});
    }

    RetrainResult retrain(RetrainConfig config, Consumer<Progress> listener) throws IOException {
        return retrain(config, RunControl.of(listener));
    }

    RetrainResult retrain(RetrainConfig config, RunControl control) throws IOException {
        Retraining retraining = new Retraining(log(), registry(), config);
        return retraining.run(
                retraining.plan(data, parts), recipe, FeatureStore.forCurrentUser(), folder.resolve("work"), control);
    }

    Plan plan(RetrainConfig config) throws IOException {
        return new Retraining(log(), registry(), config).plan(data, parts);
    }
}
