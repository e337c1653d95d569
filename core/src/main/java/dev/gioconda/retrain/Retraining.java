package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.data.split.Parts;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.ModelEvaluation;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Champion and challenger: trains a challenger on the base data and the accepted feedback, compares it with the champion on a frozen
 * hold-out, and promotes it only if it passes the gate. The champion serves until then.
 *
 * @param log the feedback
 * @param registry the versions, in the same store
 * @param config of the training and the gate
 */
public record Retraining(FeedbackLog log, ModelRegistry registry, RetrainConfig config) {

    /** Plans a retraining without changing anything. The data are split as for the champion, stratified on its target. */
    public Plan plan(DataChoice choice) throws IOException {
        Dataset data = choice.open();
        return plan(
                data, choice.split(data, ModelFiles.manifest(fetchChampion()).target()));
    }

    /** Plans a retraining with data that are already split. */
    public Plan plan(Dataset data, Parts parts) throws IOException {
        Path folder = fetchChampion();
        Manifest champion = ModelFiles.manifest(folder);
        if (parts.test().isEmpty()) {
            throw new IllegalArgumentException(
                    "The test part of %s is empty, so champion and challenger cannot be compared; choose data with a test part."
                            .formatted(data.name()));
        }
        Holdout holdout = Holdout.of(parts.test());
        AcceptedFeedback accepted = AcceptedFeedback.of(log, champion.target());
        Corrections corrections = Corrections.of(accepted, new FeedbackPictures(log.store()), data, holdout);
        Set<String> usedHashes = new HashSet<>(champion.feedback());
        List<String> newHashes = corrections.hashes().stream()
                .filter(hash -> !usedHashes.contains(hash))
                .toList();
        InitialWeights initialWeights = config.fromScratch()
                ? InitialWeights.fromScratch("as was asked")
                : InitialWeights.of(registry, champion, folder, corrections.hashes());
        return new Plan(data, parts, champion, folder, corrections, newHashes, initialWeights, holdout);
    }

    /**
     * Trains, compares and possibly promotes a challenger.
     *
     * @param recipe of the challenger
     * @param workFolder for the run and for the version until it is in the store
     * @param control receives the progress and can cancel the run
     * @throws RetrainCancelledException if it was canceled; no version is saved then
     */
    public RetrainResult run(Plan plan, Recipe recipe, FeatureStore features, Path workFolder, RunControl control)
            throws IOException {
        if (!plan.hasEnough(config.minNewAnswers())) {
            return RetrainResult.tooFew(plan, config.minNewAnswers());
        }
        plan.holdout()
                .freeze(
                        log.store(),
                        config.model(),
                        config.holdoutName(),
                        plan.data().name());
        try (PlanFaces faces = PlanFaces.load(plan, recipe.input())) {
            Training training = new Training(
                    recipe,
                    plan.data(),
                    faces.train(),
                    faces.validation(),
                    features,
                    plan.initialWeights().trainingStart(recipe, plan.data(), faces.correctionHashes()));
            control.throwIfCancelled();
            Predictions champion = faces.championPredictions();
            LabelNoise noise = config.folds() == 0 ? null : faces.labelNoise(config.folds(), champion);
            if (noise != null && noise.low() > config.noiseLimit()) {
                return RetrainResult.tooNoisy(noise, config.noiseLimit());
            }
            control.throwIfCancelled();
            Training.TrainingResult challenger =
                    new ChallengerTraining(log.store(), registry, config.model(), workFolder).run(training, control);
            RetrainResult result = evaluate(faces, champion, challenger, noise);
            return new ChampionPromotion(registry, new GateReports(log.store()), config.who())
                    .decide(plan, result, control.shouldContinue());
        }
    }

    private RetrainResult evaluate(
            PlanFaces faces, Predictions champion, Training.TrainingResult challenger, @Nullable LabelNoise noise)
            throws IOException {
        ModelEvaluation evaluation = faces.evaluate(Classifier.load(challenger.folder()));
        PairedOutcomes outcomes = PairedOutcomes.of(faces, champion, evaluation);
        return RetrainResult.judged(config.gate().evaluate(outcomes), challenger, noise);
    }

    private Path fetchChampion() throws IOException {
        VersionId id = registry.champion(config.model())
                .orElseThrow(() -> new IOException(
                        "%s has no champion to compare a challenger with. Add a version to the store and promote it."
                                .formatted(config.model())));
        return registry.fetch(id);
    }
}
