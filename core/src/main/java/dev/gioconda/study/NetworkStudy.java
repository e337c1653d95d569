package dev.gioconda.study;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.load.Faces;
import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.Mistake;
import dev.gioconda.evaluate.Temperature;
import dev.gioconda.model.Classifier;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Network;
import dev.gioconda.report.chart.Thumbnail;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.train.ModelEvaluation;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A trained network with its results on the test part.
 *
 * @param recipe of the training
 * @param result of the training
 * @param trainableParameters number of trained parameters
 * @param modelEvaluation on the test part
 * @param mistakes the most confident wrong answers, as thumbnails
 */
public record NetworkStudy(
        Recipe recipe,
        Training.TrainingResult result,
        long trainableParameters,
        ModelEvaluation modelEvaluation,
        List<Thumbnail> mistakes) {

    private static final int MAX_MISTAKES = 16;

    static NetworkStudy of(
            Recipe recipe, Training.TrainingResult result, Classifier classifier, Dataset set, Faces test) {
        ModelEvaluation modelEvaluation = ModelEvaluation.of(classifier, set, test);
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < test.size(); i++) {
            positions.put(test.examples().get(i).name(), i);
        }
        List<Thumbnail> mistakes = new ArrayList<>();
        for (Mistake mistake : modelEvaluation.mistakes(MAX_MISTAKES)) {
            Integer position = positions.get(mistake.name());
            if (position != null) { // an image without a face has no crop to show
                mistakes.add(Thumbnail.of(test.picture(position), mistake));
            }
        }
        return new NetworkStudy(recipe, result, countTrainable(recipe, classifier), modelEvaluation, mistakes);
    }

    StudyPage.NetworkResult section() {
        return new StudyPage.NetworkResult(
                result.manifest().name(),
                describe(),
                trainableParameters,
                result.history().stream()
                        .map(epoch -> new StudyPage.Epoch(
                                epoch.epoch(),
                                epoch.learningRate(),
                                epoch.trainLoss(),
                                epoch.trainAccuracy(),
                                epoch.validationLoss(),
                                epoch.validationAccuracy()))
                        .toList(),
                bestEpoch(),
                modelEvaluation.evaluation(),
                modelEvaluation.uncalibrated(),
                new Temperature(result.manifest().calibration().temperature()),
                modelEvaluation.slices(),
                mistakes);
    }

    /** The test metrics by name. */
    public Map<String, Object> summary() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", result.manifest().id());
        map.put("parameters", trainableParameters);
        map.put("count", modelEvaluation.evaluation().count());
        map.putAll(modelEvaluation.evaluation().metrics());
        map.put("accuracyInterval", modelEvaluation.evaluation().accuracyInterval());
        return map;
    }

    /** The test metrics in one line. */
    public String summaryLine() {
        Evaluation test = modelEvaluation.evaluation();
        return String.format(
                Locale.ROOT,
                "%-10s test accuracy %.4f (95 %%: %.4f to %.4f) on %,d images",
                result.manifest().name(),
                test.accuracy(),
                test.accuracyInterval().low(),
                test.accuracyInterval().high(),
                test.count());
    }

    private int bestEpoch() {
        return result.history().stream()
                .filter(epoch -> epoch.kept())
                .reduce((first, second) -> second)
                .orElseThrow()
                .epoch();
    }

    private String describe() {
        return switch (result.manifest().architecture()) {
            case "study-cnn" ->
                "The study's custom network: three blocks of two 4x4 convolutions with ELU, batch "
                        + "normalization, pooling and dropout; a dense layer and softmax. Trained by the study's schedule.";
            case "compact" ->
                "Ours: a small residual network with squeeze-and-excitation, trained with AdamW, a one-cycle schedule, label "
                        + "smoothing and the other attributes of the data as auxiliary targets; weights are averaged over time, predictions "
                        + "over the image and its mirror image.";
            default -> describeTransfer();
        };
    }

    private String describeTransfer() {
        int slash = recipe.network().lastIndexOf('/');
        String head = recipe.network().substring(slash + 1);
        String unfreeze = recipe.transfer().unfreeze();
        String trainableLayers = unfreeze.equals("all")
                ? "all layers trained"
                : unfreeze.matches("[0-9]+")
                        ? "the last %s layers trained".formatted(unfreeze)
                        : "the layers from %s on trained".formatted(unfreeze);
        return String.format(
                Locale.ROOT,
                "%s: the backbone %s with %s weights, %s at %s of the learning rate of the head, and the head \"%s\"%s",
                head.equals("study") ? "The study's classifier B" : "Ours",
                recipe.network().substring(0, slash),
                result.manifest().parent().isEmpty()
                        ? "random"
                        : result.manifest().parent() + "'s",
                trainableLayers,
                recipe.transfer().rate(),
                head,
                head.equals("study") ? ": two convolutions of 512 with tanh, pooling, two dense layers." : ".");
    }

    /** The number of parameters that are not frozen. */
    private static long countTrainable(Recipe recipe, Classifier classifier) {
        Network network = classifier.forward().network();
        if (network instanceof Backbone backbone) {
            backbone.freeze(backbone.frozenLayers(recipe.transfer().unfreeze()));
        }
        return network.weights().stream()
                .filter(Tensor::requires_grad)
                .mapToLong(Tensor::numel)
                .sum();
    }
}
