package dev.gioconda.train;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.evaluate.Temperature;
import dev.gioconda.file.Hashes;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A training from faces to a model version: fits with checkpoints, calibrates on the validation part, and writes the version.
 *
 * @param recipe of the training
 * @param data the data set of the faces
 * @param train training faces, with all labels of the data set
 * @param validation validation faces, for checkpoint selection and calibration
 * @param store cache of the outputs of frozen layers
 * @param start the initial weights
 */
public record Training(
        Recipe recipe, Dataset data, Faces train, Faces validation, FeatureStore store, TrainingStart start) {

    /** Half the width of the band of probabilities around the threshold in which the prediction is "can't tell". */
    private static final double UNCERTAINTY_MARGIN = 0.05;

    /**
     * A trained model version.
     *
     * @param manifest of the version
     * @param folder of the version
     * @param history its epochs
     */
    public record TrainingResult(Manifest manifest, Path folder, List<EpochRecord> history) {}

    /**
     * The initial weights of a training.
     *
     * @param parent the version of the weights, {@code name/version}; empty for none
     * @param attributes that version's outputs, in order; empty for none
     * @param weights all of that version's weights; empty for none
     * @param feedback SHA-256 of the users' images that this version and its parents are trained on, for the manifest
     */
    public record TrainingStart(
            String parent, List<String> attributes, Map<String, Tensor> weights, List<String> feedback) {

        /** No weights except those of the recipe's backbone, if it has one. */
        public static final TrainingStart FRESH = new TrainingStart("", List.of(), Map.of(), List.of());
    }

    /** A training from scratch, or from the recipe's backbone if it has one. */
    public Training(Recipe recipe, Dataset data, Faces train, Faces validation, FeatureStore store) {
        this(recipe, data, train, validation, store, TrainingStart.FRESH);
    }

    /** The attributes that the network predicts: the target, or all attributes if the recipe uses auxiliary ones. */
    public List<String> attributes() {
        return attributes(recipe, data);
    }

    /** The attributes that a network of a recipe predicts if it is trained on a data set. */
    public static List<String> attributes(Recipe recipe, Dataset data) {
        data.indexOf(recipe.target()); // throws with suggestions if it is unknown
        return recipe.auxiliary() > 0 ? data.attributes() : List.of(recipe.target());
    }

    /**
     * Trains, or resumes from the run's last checkpoint, and writes the version.
     *
     * @param models the version is written to {@code models/<name>/<version>}
     */
    public TrainingResult run(RunFolder run, Path models, Consumer<Progress> listener) throws IOException {
        RunFolder.RunInfo info = run.info();
        List<String> attributes = attributes();
        int[] columns = attributes.stream().mapToInt(data::indexOf).toArray();
        Faces trainFaces = train.withLabels(columns);
        Faces validationFaces = validation.withLabels(columns);
        Trainer trainer = new Trainer(recipe, attributes, store);
        TrainingState state = initialState(trainer);
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), Recipes.toToml(recipe));
        checkpoints.restore(state);
        trainer.fit(
                state,
                trainFaces,
                validationFaces,
                checkpoints.andThen(run.metrics()).andThen(listener));
        Path folder = models.resolve(info.name()).resolve(info.started());
        Manifest manifest = ModelFiles.write(
                folder,
                manifest(info, attributes, state, validationFaces),
                state.network().state(),
                ScalarType.Half, // float16 weights change predictions less than the calibration error
                ModelCard.of(recipe, data, train.size(), state));
        return new TrainingResult(manifest, folder, state.history());
    }

    /** The state before the first step. */
    private TrainingState initialState(Trainer trainer) throws IOException {
        return start.weights().isEmpty()
                ? trainer.start(attributes().size(), backbone().load())
                : trainer.startFrom(start.attributes(), start.weights());
    }

    /** The backbone of the network; one with random weights if the network has none. */
    private Pretrained backbone() {
        int slash = recipe.network().lastIndexOf('/');
        return new Pretrained(
                slash < 0
                        ? BackboneSpec.of("vgg19")
                        : BackboneSpec.parse(recipe.network().substring(0, slash)),
                slash < 0 ? Pretrained.RANDOM : recipe.transfer().weights(),
                recipe.normalization());
    }

    private Manifest manifest(
            RunFolder.RunInfo info, List<String> attributes, TrainingState state, Faces validationFaces)
            throws IOException {
        Architecture architecture = Architecture.of(recipe.network());
        int target = attributes.indexOf(recipe.target());
        Forward forward =
                new Forward(state.network(), architecture.output(), recipe.normalization(), Precision.FLOAT32);
        Predictions predictions = TargetPredictions.of(forward, recipe.flipAverage(), target, validationFaces, target);
        Temperature temperature = Temperature.fit(predictions.logits(), predictions.truth());
        Map<String, Double> metrics = new TreeMap<>();
        Evaluation.of(temperature.apply(predictions), 0.5)
                .metrics()
                .forEach((name, value) -> metrics.put("validation." + name, value));
        return new Manifest(
                Manifest.FORMAT,
                info.name(),
                info.started(),
                architecture.id(),
                architecture.output(),
                recipe.input(),
                recipe.normalization(),
                recipe.flipAverage(),
                attributes,
                recipe.target(),
                new Manifest.ClassifierCalibration(temperature.value(), 0.5, UNCERTAINTY_MARGIN),
                metrics,
                new Manifest.DataSummary(data.name(), train.size(), validation.size(), fingerprint()),
                Recipes.toToml(recipe),
                start.parent().isEmpty() ? backbone().parent() : start.parent(),
                start.feedback(),
                Map.of());
    }

    private String fingerprint() {
        List<String> names =
                train.examples().stream().map(Example::name).sorted().toList();
        return Hashes.sha256(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
    }
}
