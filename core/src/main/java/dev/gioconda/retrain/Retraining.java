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
import dev.gioconda.feedback.Accepted;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.KeptPictures;
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
 * @param terms on which a version is made and promoted
 */
public record Retraining(FeedbackLog log, ModelRegistry registry, Terms terms) {

    /** Looks at everything and changes nothing; the data are divided as for the champion, stratified on what it answers. */
    public Plan plan(DataChoice choice) throws IOException {
        Dataset data = choice.open();
        return plan(data, choice.divide(data, ModelFiles.manifest(champion()).target()));
    }

    private Path champion() throws IOException {
        VersionId id = registry.champion(terms.model())
                .orElseThrow(() -> new IOException(
                        "%s has no champion to be compared with. Bring a version into the store with \"models add\" and say \"models promote\"."
                                .formatted(terms.model())));
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
        Accepted accepted = Accepted.of(log, champion.target());
        Corrections corrections = Corrections.of(accepted, new KeptPictures(log.store()), data, holdout);
        Set<String> learnt = new HashSet<>(champion.feedback());
        List<String> fresh = corrections.hashes().stream()
                .filter(hash -> !learnt.contains(hash))
                .toList();
        Beginning beginning = terms.fromScratch()
                ? Beginning.nothing("as was asked")
                : Beginning.of(registry, champion, folder, corrections.hashes());
        return new Plan(data, parts, champion, folder, corrections, fresh, beginning, holdout);
    }

    /**
     * Does it.
     *
     * @param recipe of the challenger
     * @param work a folder for the run and the version before it is in the store
     * @param commission hears the trainings, and says whether all this is still wanted
     * @throws UnwantedException when it is not; nothing is kept then
     */
    public Outcome run(Plan plan, Recipe recipe, FeatureStore features, Path work, Commission commission)
            throws IOException {
        if (!plan.enough(terms.after())) {
            return Outcome.without(
                    Outcome.Result.TOO_FEW,
                    "%d accepted pictures are new since %s; %d are needed."
                            .formatted(plan.fresh().size(), plan.champion().id(), Math.max(1, terms.after())),
                    null);
        }
        plan.holdout()
                .freeze(log.store(), terms.model(), terms.holdout(), plan.data().name());
        List<Example> everything = new ArrayList<>(plan.parts().train());
        everything.addAll(plan.corrections().examples());
        everything.addAll(plan.parts().validation());
        everything.addAll(plan.parts().test());
        try (Faces all = load(everything, recipe.input())) {
            List<Example> learn = new ArrayList<>(plan.parts().train());
            learn.addAll(plan.corrections().examples());
            Training training = new Training(
                    recipe,
                    plan.data(),
                    Subset.of(all, learn),
                    Subset.of(all, plan.parts().validation()),
                    features,
                    start(plan, recipe, learnt(plan, all)));
            commission.check();
            Predictions champion = champion(plan, all);
            LabelNoise noise = terms.folds() == 0 ? null : noise(plan, all, champion);
            if (noise != null && noise.low() > terms.noiseLimit()) {
                return Outcome.without(
                        Outcome.Result.TOO_NOISY,
                        "%s; at most %.0f %% may be. Nothing was learnt from them: review them again."
                                .formatted(capital(noise.sentence()), 100 * terms.noiseLimit()),
                        noise);
            }
            commission.check();
            return compare(plan, all, training, champion, noise, work, commission);
        }
    }

    private Outcome compare(
            Plan plan,
            Faces all,
            Training training,
            Predictions champion,
            @Nullable LabelNoise noise,
            Path work,
            Commission commission)
            throws IOException {
        RunFolder run = RunFolder.create(
                work.resolve("runs"),
                new RunFolder.Job(
                        terms.model(),
                        RunFolder.timestamp(),
                        Map.of("data", plan.data().name())),
                Recipes.toToml(training.recipe()));
        Training.Result trained = training.run(run, work.resolve("models"), commission.listener());
        KeptPictures pictures = new KeptPictures(log.store());
        for (String hash : trained.manifest().feedback()) {
            if (!pictures.has(hash)) { // before anybody can see it
                throw new IOException(
                        "A picture was deleted while it was learnt from, so that nothing of this version was kept. Retrain again.");
            }
        }
        commission.check();
        registry.save(trained.folder());
        Faces held = Subset.of(all, plan.parts().test());
        Predictions challenger = predictions(Classifier.load(trained.folder()), plan.data(), held);
        Trial trial = trial(plan, champion, challenger);
        List<Finding> findings = terms.gate().judge(trial);
        List<String> failed = findings.stream()
                .filter(finding -> !finding.holds())
                .map(finding -> finding.rule() + ": " + finding.sentence())
                .toList();
        Outcome judged = new Outcome(
                failed.isEmpty() ? Outcome.Result.PROMOTED : Outcome.Result.KEPT_BACK,
                failed.isEmpty()
                        ? findings.isEmpty()
                                ? "there is no gate"
                                : findings.get(0).sentence()
                        : String.join("; ", failed),
                trained.manifest().id(),
                findings,
                noise,
                trained.history());
        return new Succession(registry, new Rulings(log.store()), terms.who())
                .decide(plan, judged, commission.wanted());
    }

    private static Trial trial(Plan plan, Predictions champion, Predictions challenger) {
        Map<String, byte[]> labels = new HashMap<>();
        plan.parts().test().forEach(example -> labels.put(example.name(), example.labels()));
        Map<String, Boolean> first = new HashMap<>();
        for (int i = 0; i < champion.count(); i++) {
            first.put(champion.names().get(i), champion.correct(i, 0.5));
        }
        boolean[] before = new boolean[challenger.count()];
        for (int i = 0; i < before.length; i++) {
            before[i] = first.getOrDefault(challenger.names().get(i), false);
        }
        return new Trial(
                before,
                challenger.correct(0.5),
                Trial.slices(plan.data(), plan.champion().target(), challenger, labels));
    }

    private LabelNoise noise(Plan plan, Faces all, Predictions champion) throws IOException {
        Set<String> right = new HashSet<>();
        for (int i = 0; i < champion.count(); i++) {
            if (champion.correct(i, 0.5)) {
                right.add(champion.names().get(i));
            }
        }
        Set<String> fresh = new HashSet<>(plan.fresh());
        List<Example> questioned = plan.corrections().examples().stream()
                .filter(example -> fresh.contains(example.entry()))
                .toList();
        return new SecondOpinion(plan.data().indexOf(plan.champion().target()), terms.folds(), right)
                .judge(
                        all,
                        plan.parts().train(),
                        plan.parts().validation(),
                        questioned,
                        plan.parts().test());
    }

    private static List<String> learnt(Plan plan, Faces all) {
        return Subset.of(all, plan.corrections().examples()).examples().stream()
                .map(Example::entry)
                .toList();
    }

    private static Training.Start start(Plan plan, Recipe recipe, List<String> now) throws IOException {
        Set<String> learnt = new TreeSet<>(now);
        learnt.addAll(plan.beginning().feedback());
        if (plan.beginning().id().isEmpty()) {
            return new Training.Start("", Map.of(), List.copyOf(learnt));
        }
        Manifest parent = ModelFiles.manifest(plan.beginning().folder());
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
        return new Training.Start(
                parent.id(),
                ModelFiles.network(plan.beginning().folder(), parent).state(),
                List.copyOf(learnt));
    }

    /** What the champion says of corrections and hold-out, in its own crop of them. */
    private static Predictions champion(Plan plan, Faces all) throws IOException {
        List<Example> asked = new ArrayList<>(plan.corrections().examples());
        asked.addAll(plan.parts().test());
        Classifier champion = Classifier.load(plan.folder());
        if (champion.manifest().input().equals(all.geometry())) {
            return predictions(champion, plan.data(), Subset.of(all, asked));
        }
        try (Faces own = load(asked, champion.manifest().input())) {
            return predictions(champion, plan.data(), own);
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

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
