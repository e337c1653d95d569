package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.FaceCache;
import dev.gioconda.data.FaceLoader;
import dev.gioconda.data.Faces;
import dev.gioconda.data.Parts;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.feedback.Said;
import dev.gioconda.feedback.Submission;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.ModelFiles;
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
record Loop(Path folder, ObjectStore store, Dataset data, Parts parts, Recipe recipe) {

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
    Path first(String... changes) throws IOException {
        Recipe weak = recipe(changes);
        RunFolder run = RunFolder.create(
                folder.resolve("runs"), new RunFolder.Job(MODEL, "20260101-000000", Map.of()), Recipes.toToml(weak));
        try (Faces train = load(parts.train());
                Faces validation = load(parts.validation())) {
            return new Training(weak, data, train, validation, FeatureStore.ofThisUser())
                    .run(run, folder.resolve("models"), progress -> {})
                    .folder();
        }
    }

    /** Saves and promotes it. */
    VersionId champion(Path version) throws IOException {
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
    Loop with(Recipe other) {
        return new Loop(folder, store, data, parts, other);
    }

    /** The champion's logits of some pictures, to be compared bit for bit. // [n][attributes] */
    float[][] answers(List<Example> examples) throws IOException {
        Path version = registry().fetch(registry().champion(MODEL).orElseThrow());
        Classifier classifier = Classifier.load(version);
        try (Faces faces = load(examples)) {
            return FaceLogits.of(
                    classifier.forward(), faces, classifier.manifest().flipAverage());
        }
    }

    /** The champion's share of right answers. */
    double accuracy(List<Example> examples) throws IOException {
        float[][] logits = answers(examples);
        int target = registryTarget();
        int right = 0;
        try (Faces faces = load(examples)) {
            for (int i = 0; i < logits.length; i++) {
                right += logits[i][target] > 0 == (faces.examples().get(i).labels()[data.indexOf(recipe.target())] == 1)
                        ? 1
                        : 0;
            }
        }
        return (double) right / examples.size(); // a face that is not found is a mistake
    }

    private int registryTarget() throws IOException {
        return ModelFiles.manifest(registry().fetch(registry().champion(MODEL).orElseThrow()))
                .targetIndex();
    }

    private Faces load(List<Example> examples) throws IOException {
        return new FaceLoader(recipe.input(), FaceCache.MEMORY_LIMIT).load(examples, () -> {});
    }

    /**
     * People see these pictures and give their labels, each through {@code feedback add} and {@code accept}.
     *
     * @param wrong the share of labels that are not true
     */
    List<Receipt> correct(List<Example> pictures, int target, double wrong) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<Receipt> receipts = new ArrayList<>();
        for (Example example : pictures) {
            boolean truth = example.labels()[target] == 1;
            boolean said = (random.nextDouble() < wrong) != truth;
            example.archive().visit(Set.of(example.entry()), (entry, bytes) -> {
                Submission submission = new Submission(
                        example.framing(),
                        MODEL + "/20260101-000000",
                        recipe.target(),
                        0.5,
                        true,
                        Said.label(said),
                        true,
                        Duration.ofDays(30),
                        "client-" + receipts.size() % 40);
                Receipt receipt = log().add(bytes, submission);
                new Reviews(log()).decide(receipt.id(), true, "reviewer");
                receipts.add(receipt);
            });
        }
        return receipts;
    }

    static Terms terms(int folds) {
        return new Terms(MODEL, false, 1, "holdout", Gate.usual(0.02, 0.05, 50), 0.1, folds, "test");
    }

    Outcome retrain(Terms terms) throws IOException {
        return retrain(terms, progress -> {});
    }

    Outcome retrain(Terms terms, Consumer<Progress> listener) throws IOException {
        Retraining retraining = new Retraining(log(), registry(), terms);
        return retraining.run(
                retraining.plan(data, parts), recipe, FeatureStore.ofThisUser(), folder.resolve("work"), listener);
    }

    Plan plan(Terms terms) throws IOException {
        return new Retraining(log(), registry(), terms).plan(data, parts);
    }
}
