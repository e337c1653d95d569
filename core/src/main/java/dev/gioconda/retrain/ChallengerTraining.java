package dev.gioconda.retrain;

import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Trains a challenger and saves it as a version that is not promoted.
 *
 * @param store the images that clients submitted
 * @param registry receives the version
 * @param model its name
 * @param workFolder for the run and for the version until it is in the store
 */
record ChallengerTraining(ObjectStore store, ModelRegistry registry, String model, Path workFolder) {

    /**
     * Trains it.
     *
     * @throws IOException also if an image was deleted during the training; the version is discarded then
     * @throws RetrainCancelledException if the run was canceled; the version is discarded then
     */
    Training.TrainingResult run(Training training, RunControl control) throws IOException {
        RunFolder folder = RunFolder.create(
                workFolder.resolve("runs"),
                new RunFolder.RunInfo(
                        model,
                        RunFolder.timestamp(),
                        Map.of("data", training.data().name())),
                Recipes.toToml(training.recipe()));
        Training.TrainingResult trained = training.run(folder, workFolder.resolve("models"), control.listener());
        requireImages(trained);
        control.throwIfCancelled();
        registry.save(trained.folder());
        return trained;
    }

    /** Checks, before the version becomes visible, that every image it was trained on still exists. */
    private void requireImages(Training.TrainingResult trained) throws IOException {
        FeedbackPictures pictures = new FeedbackPictures(store);
        for (String hash : trained.manifest().feedback()) {
            if (!pictures.contains(hash)) {
                throw new IOException(
                        "A picture was deleted while the challenger was trained on it, so the version was discarded. Retrain again.");
            }
        }
    }
}
