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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
                ? InitialWeights.fromScratch("as requested")
                : InitialWeights.of(registry, champion, folder, corrections.hashes());
        return new Plan(data, parts, champion, folder, corrections, newHashes, initialWeights, holdout);
    }

    /**
     * What makes a run of the plan impossible, each in a sentence; empty if nothing does. It reads what is stored and trains nothing.
     *
     * @param recipe of the challenger
     */
    public List<String> obstacles(Plan plan, Recipe recipe) throws IOException {
        List<String> obstacles = new ArrayList<>();
        Manifest champion = plan.champion();
        if (!recipe.target().equals(champion.target())) {
            obstacles.add(
                    "The challenger would predict %s and the champion %s predicts %s, so they cannot be compared. Use a recipe with the champion's target."
                            .formatted(recipe.target(), champion.id(), champion.target()));
        }
        if (plan.parts().train().isEmpty() || plan.parts().validation().isEmpty()) {
            obstacles.add(
                    "%s has %d pictures for training and %d for validation; expected some of both. Choose other data."
                            .formatted(
                                    plan.data().name(),
                                    plan.parts().train().size(),
                                    plan.parts().validation().size()));
        }
        if (plan.holdout().pictures().isEmpty()) {
            obstacles.add("No picture of the hold-out of %s can be read, so champion and challenger cannot be compared."
                    .formatted(plan.data().name()));
        } else if (!plan.holdout().matchesFrozen(log.store(), config.model(), config.holdoutName())) {
            obstacles.add(plan.holdout().differsFromFrozen(config.model(), config.holdoutName()));
        }
        plan.initialWeights().obstacle(recipe, plan.data()).ifPresent(obstacles::add);
        return obstacles;
    }

    /**
     * Trains, compares and possibly promotes a challenger. The hold-out is frozen when the two were compared, so a run that does not
     * get there leaves no trace of its data.
     *
     * @param recipe of the challenger
     * @param workFolder for the run and for the version until it is in the store
     * @param control receives the progress and can cancel the run
     * @throws IOException also if there are {@link #obstacles}; nothing is read or trained then
     * @throws RetrainCancelledException if it was canceled; no version is saved then
     */
    public RetrainResult run(Plan plan, Recipe recipe, FeatureStore features, Path workFolder, RunControl control)
            throws IOException {
        if (!plan.hasEnough(config.minNewAnswers())) {
            return RetrainResult.tooFew(plan, config.minNewAnswers());
        }
        List<String> obstacles = obstacles(plan, recipe);
        if (!obstacles.isEmpty()) {
            throw new IOException(String.join(" ", obstacles));
        }
        try (PlanFaces faces = PlanFaces.load(plan, recipe.input())) {
            Training training = new Training(
                    recipe,
                    plan.data(),
                    faces.train(),
                    faces.validation(),
                    features,
                    plan.initialWeights().trainingStart(recipe, faces.correctionHashes()));
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
        Optional<PairedOutcomes> outcomes = PairedOutcomes.of(faces, champion, evaluation);
        if (outcomes.isEmpty()) {
            return RetrainResult.notCompared(challenger, noise);
        }
        RetrainResult result = RetrainResult.judged(config.gate().evaluate(outcomes.get()), challenger, noise);
        Plan plan = faces.plan();
        plan.holdout()
                .freeze(
                        log.store(),
                        config.model(),
                        config.holdoutName(),
                        plan.data().name());
        return result;
    }

    private Path fetchChampion() throws IOException {
        VersionId id = registry.champion(config.model())
                .orElseThrow(() -> new IOException(
                        "There is no champion of %s to compare a challenger with, since no version was promoted. Promote one first."
                                .formatted(config.model())));
        return registry.fetch(id);
    }
}
