package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.data.split.Parts;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.evaluate.Temperature;
import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.TargetPredictions;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Champion and challenger: joins the base data with what people said and somebody accepted, trains, compares on a frozen hold-out,
 * and promotes only what passes the gate. Whatever happens, the champion answers on until a better version is there.
 *
 * @param log the answers, in the store that holds everything
 * @param registry the versions, in the same store
 * @param config on which a version is made and promoted
 */
public record Retraining(FeedbackLog log, ModelRegistry registry, RetrainConfig config) {

    /** Looks at everything and changes nothing; the data are divided as for the champion, stratified on what it answers. */
    public Plan plan(DataChoice choice) throws IOException {
        Dataset data = choice.open();
        return plan(data, choice.split(data, ModelFiles.manifest(champion()).target()));
    }

    private Path champion() throws IOException {
        VersionId id = registry.champion(config.model())
                .orElseThrow(() -> new IOException(
                        "%s has no champion to be compared with. Bring a version into the store with \"models add\" and say \"models promote\"."
                                .formatted(config.model())));
        return registry.fetch(id);
    }

    /** Likewise with data that are divided already. */
    public Plan plan(Dataset data, Parts parts) throws IOException {
        Path folder = champion();
        Manifest champion = ModelFiles.manifest(folder);
        if (parts.test().isEmpty()) {
            throw new IllegalArgumentException(
                    "The test part of %s is empty, so that nothing could be compared; give --data that has one."
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
     * Does it.
     *
     * @param recipe of the challenger
     * @param workFolder a folder for the run and the version before it is in the store
     * @param control hears the trainings, and says whether all this is still wanted
     * @throws RetrainCancelledException when it is not; nothing is kept then
     */
    public RetrainResult run(Plan plan, Recipe recipe, FeatureStore features, Path workFolder, RunControl control)
            throws IOException {
        if (!plan.hasEnough(config.minNewAnswers())) {
            return RetrainResult.notTrained(
                    RetrainResult.RetrainStatus.TOO_FEW,
                    "%d accepted pictures are new since %s; %d are needed."
                            .formatted(
                                    plan.newHashes().size(), plan.champion().id(), Math.max(1, config.minNewAnswers())),
                    null);
        }
        plan.holdout()
                .freeze(
                        log.store(),
                        config.model(),
                        config.holdoutName(),
                        plan.data().name());
        List<Example> allExamples = new ArrayList<>(plan.parts().train());
        allExamples.addAll(plan.corrections().examples());
        allExamples.addAll(plan.parts().validation());
        allExamples.addAll(plan.parts().test());
        try (Faces all = load(allExamples, recipe.input())) {
            List<Example> trainExamples = new ArrayList<>(plan.parts().train());
            trainExamples.addAll(plan.corrections().examples());
            Training training = new Training(
                    recipe,
                    plan.data(),
                    Subset.of(all, trainExamples),
                    Subset.of(all, plan.parts().validation()),
                    features,
                    start(plan, recipe, trainedOn(plan, all)));
            control.throwIfCancelled();
            Predictions champion = champion(plan, all);
            LabelNoise noise = config.folds() == 0 ? null : noise(plan, all, champion);
            if (noise != null && noise.low() > config.noiseLimit()) {
                return RetrainResult.notTrained(
                        RetrainResult.RetrainStatus.TOO_NOISY,
                        "%s; at most %.0f %% may be. Nothing was learnt from them: review them again."
                                .formatted(capitalized(noise.description()), 100 * config.noiseLimit()),
                        noise);
            }
            control.throwIfCancelled();
            return compare(plan, all, training, champion, noise, workFolder, control);
        }
    }

    private RetrainResult compare(
            Plan plan,
            Faces all,
            Training training,
            Predictions champion,
            @Nullable LabelNoise noise,
            Path workFolder,
            RunControl control)
            throws IOException {
        RunFolder run = RunFolder.create(
                workFolder.resolve("runs"),
                new RunFolder.RunInfo(
                        config.model(),
                        RunFolder.timestamp(),
                        Map.of("data", plan.data().name())),
                Recipes.toToml(training.recipe()));
        Training.TrainingResult trained = training.run(run, workFolder.resolve("models"), control.listener());
        FeedbackPictures pictures = new FeedbackPictures(log.store());
        for (String hash : trained.manifest().feedback()) {
            if (!pictures.contains(hash)) { // before anybody can see it
                throw new IOException(
                        "A picture was deleted while it was learnt from, so that nothing of this version was kept. Retrain again.");
            }
        }
        control.throwIfCancelled();
        registry.save(trained.folder());
        Faces holdoutFaces = Subset.of(all, plan.parts().test());
        Predictions challenger = predictions(Classifier.load(trained.folder()), plan.data(), holdoutFaces);
        PairedOutcomes outcomes = pairedOutcomes(plan, champion, challenger);
        List<GateCheck> checks = config.gate().evaluate(outcomes);
        List<String> failed = checks.stream()
                .filter(check -> !check.passed())
                .map(check -> check.rule() + ": " + check.message())
                .toList();
        RetrainResult result = new RetrainResult(
                failed.isEmpty() ? RetrainResult.RetrainStatus.PROMOTED : RetrainResult.RetrainStatus.KEPT_BACK,
                failed.isEmpty()
                        ? checks.isEmpty() ? "there is no gate" : checks.get(0).message()
                        : String.join("; ", failed),
                trained.manifest().id(),
                checks,
                noise,
                trained.history());
        return new ChampionPromotion(registry, new GateReports(log.store()), config.who())
                .decide(plan, result, control.shouldContinue());
    }

    private static PairedOutcomes pairedOutcomes(Plan plan, Predictions champion, Predictions challenger) {
        Map<String, byte[]> labels = new HashMap<>();
        plan.parts().test().forEach(example -> labels.put(example.name(), example.labels()));
        Map<String, Boolean> championCorrect = new HashMap<>();
        for (int i = 0; i < champion.count(); i++) {
            championCorrect.put(champion.names().get(i), champion.correct(i, 0.5));
        }
        boolean[] championOutcomes = new boolean[challenger.count()];
        for (int i = 0; i < championOutcomes.length; i++) {
            championOutcomes[i] =
                    championCorrect.getOrDefault(challenger.names().get(i), false);
        }
        return new PairedOutcomes(
                championOutcomes,
                challenger.correct(0.5),
                PairedOutcomes.slices(plan.data(), plan.champion().target(), challenger, labels));
    }

    private LabelNoise noise(Plan plan, Faces all, Predictions champion) throws IOException {
        Set<String> correctNames = new HashSet<>();
        for (int i = 0; i < champion.count(); i++) {
            if (champion.correct(i, 0.5)) {
                correctNames.add(champion.names().get(i));
            }
        }
        Set<String> newHashes = new HashSet<>(plan.newHashes());
        List<Example> labelsToCheck = plan.corrections().examples().stream()
                .filter(example -> newHashes.contains(example.entry()))
                .toList();
        return new CrossValidatedLabelCheck(plan.data().indexOf(plan.champion().target()), config.folds(), correctNames)
                .estimateNoise(
                        all,
                        plan.parts().train(),
                        plan.parts().validation(),
                        labelsToCheck,
                        plan.parts().test());
    }

    private static List<String> trainedOn(Plan plan, Faces all) {
        return Subset.of(all, plan.corrections().examples()).examples().stream()
                .map(Example::entry)
                .toList();
    }

    private static Training.TrainingStart start(Plan plan, Recipe recipe, List<String> current) throws IOException {
        Set<String> usedHashes = new TreeSet<>(current);
        usedHashes.addAll(plan.initialWeights().feedback());
        if (plan.initialWeights().id().isEmpty()) {
            return new Training.TrainingStart("", Map.of(), List.copyOf(usedHashes));
        }
        Manifest parent = ModelFiles.manifest(plan.initialWeights().folder());
        List<String> attributes = recipe.auxiliary() > 0 ? plan.data().attributes() : List.of(recipe.target());
        if (!parent.architecture().equals(recipe.network())
                || !parent.attributes().equals(attributes)) {
            throw new IllegalArgumentException(
                    "The challenger is a %s of %s and cannot begin with the weights of %s, a %s of %s. Give the champion's own recipe and data, or --from-scratch."
                            .formatted(
                                    recipe.network(),
                                    attributes,
                                    parent.id(),
                                    parent.architecture(),
                                    parent.attributes()));
        }
        return new Training.TrainingStart(
                parent.id(),
                ModelFiles.network(plan.initialWeights().folder(), parent).state(),
                List.copyOf(usedHashes));
    }

    /** What the champion says of corrections and hold-out, in its own crop of them. */
    private static Predictions champion(Plan plan, Faces all) throws IOException {
        List<Example> evaluated = new ArrayList<>(plan.corrections().examples());
        evaluated.addAll(plan.parts().test());
        Classifier champion = Classifier.load(plan.championFolder());
        if (champion.manifest().input().equals(all.geometry())) {
            return predictions(champion, plan.data(), Subset.of(all, evaluated));
        }
        try (Faces championFaces = load(evaluated, champion.manifest().input())) {
            return predictions(champion, plan.data(), championFaces);
        }
    }

    /** Calibrated, and shifted so that 0.5 is the version's own threshold. */
    private static Predictions predictions(Classifier classifier, Dataset data, Faces faces) {
        Manifest manifest = classifier.manifest();
        Predictions raw = TargetPredictions.of(
                classifier.forward(),
                manifest.flipAverage(),
                manifest.targetIndex(),
                faces,
                data.indexOf(manifest.target()));
        double threshold = manifest.calibration().threshold();
        double shift = Math.log(threshold / (1 - threshold));
        Predictions calibrated = new Temperature(manifest.calibration().temperature()).apply(raw);
        double[] logits = calibrated.logits().clone();
        for (int i = 0; i < logits.length; i++) {
            logits[i] -= shift;
        }
        return new Predictions(logits, calibrated.truth(), calibrated.names());
    }

    private static Faces load(List<Example> examples, CropGeometry geometry) throws IOException {
        return new FaceLoader(geometry, FaceCache.MEMORY_LIMIT).load(examples, () -> {});
    }

    private static String capitalized(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
