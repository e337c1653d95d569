package dev.gioconda.cli.train;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelSourceOptions;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.McNemar;
import dev.gioconda.evaluate.Slice;
import dev.gioconda.image.corruption.Corruption;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.train.ModelEvaluation;
import dev.gioconda.train.robustness.CorruptionEvaluation;
import dev.gioconda.train.robustness.CorruptionResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda evaluate}. */
@Command(
        name = "evaluate",
        description =
                "Evaluates a model on a part of a data set: accuracy with its confidence interval, AUC, calibration, and accuracy by slice.",
        footer = {
            "  gioconda evaluate --model smile --data celeba --split test",
            "  gioconda evaluate --model compact --against study-cnn --data celeba,celeba_half --json",
            "  gioconda evaluate --corruptions --data celeba"
        })
public final class EvaluateCommand extends GiocondaCommand {

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "A model's name, NAME/VERSION, or the folder of a version; with --store a name stands for its champion. Default: ${DEFAULT-VALUE}.",
            defaultValue = LocalModels.EMBEDDED)
    private String model = LocalModels.EMBEDDED;

    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description = "A second model to compare with, by McNemar's paired test.")
    private @Nullable String against;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ModelSourceOptions models = new ModelSourceOptions();

    @Option(
            names = "--split",
            description = "The part to evaluate on: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "test")
    private EvaluatedPart split = EvaluatedPart.test;

    @Option(
            names = "--curves",
            description = "With --json: include the points of the ROC and the precision-recall curve.")
    private boolean curves;

    @Option(
            names = "--detect",
            description =
                    "Detect the faces also in data sets whose images are cut to the face, as classify does in photographs.")
    private boolean detect;

    @Option(
            names = "--corruptions",
            description =
                    "Instead: the accuracy on corrupted images, by kind (blur, noise, JPEG, darkness, resolution, occlusion) and five strengths each. Faces are detected.")
    private boolean corruptions;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    /** A part of the data. */
    enum EvaluatedPart {
        train,
        validation,
        test,
        all
    }

    @Override
    protected int run() throws IOException {
        threads.apply();
        PrintWriter err = err();
        Classifier classifier = Classifier.load(models.find(model));
        Dataset set = data.open();
        List<Example> framed = examples(set, classifier.manifest().target());
        List<Example> examples = detect || corruptions ? Example.photographs(framed) : framed;
        if (corruptions) {
            return corruptions(new CorruptionEvaluation(classifier, set, examples));
        }
        ModelEvaluation modelEvaluation = evaluate(classifier, set, examples, err);
        String secondModel = against;
        ModelEvaluation secondEvaluation =
                secondModel == null ? null : evaluate(Classifier.load(models.find(secondModel)), set, examples, err);
        PrintWriter out = out();
        if (json()) {
            out.println(JsonLines.line(asMap(modelEvaluation, set, secondEvaluation)));
        } else {
            print(modelEvaluation, set, secondEvaluation, out);
        }
        return ExitCode.OK;
    }

    private int corruptions(CorruptionEvaluation evaluation) throws IOException {
        if (against != null || curves) {
            throw new UsageException("--corruptions cannot be combined with --against or --curves.");
        }
        PrintWriter out = out();
        if (!json()) {
            out.printf("%-11s %8s %7s %9s%n", "corruption", "strength", "found", "accuracy");
        }
        evaluation.run(result -> {
            out.println(json() ? JsonLines.line(asMap(result)) : line(result));
            out.flush();
        });
        return ExitCode.OK;
    }

    private static Map<String, Object> asMap(CorruptionResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("corruption", name(result));
        map.put("strength", result.strength());
        map.put("count", result.count());
        map.put("found", result.found());
        map.put("correct", result.correct());
        map.put("accuracy", result.accuracy());
        map.put("accuracyInterval", result.interval());
        return map;
    }

    private static String line(CorruptionResult result) {
        return String.format(
                Locale.ROOT,
                "%-11s %8s %6.1f%% %8.1f%%  (95 %%: %.1f to %.1f)",
                name(result),
                result.corruption() == null
                        ? ""
                        : String.valueOf(result.strength()).replaceFirst("\\.0$", ""),
                100 * result.foundShare(),
                100 * result.accuracy(),
                100 * result.interval().low(),
                100 * result.interval().high());
    }

    private static String name(CorruptionResult result) {
        Corruption corruption = result.corruption();
        return corruption == null ? "none" : corruption.name().toLowerCase(Locale.ROOT);
    }

    private List<Example> examples(Dataset set, String target) throws IOException {
        if (split == EvaluatedPart.all) {
            set.indexOf(target); // throws with suggestions if it is unknown
            return data.all(set);
        }
        Parts parts = data.split(set, target);
        return switch (split) {
            case train -> parts.train();
            case validation -> parts.validation();
            default -> parts.test();
        };
    }

    private static ModelEvaluation evaluate(Classifier classifier, Dataset set, List<Example> examples, PrintWriter err)
            throws IOException {
        set.indexOf(classifier.manifest().target());
        try (Faces faces =
                FaceLoadingLog.load("chosen", examples, classifier.manifest().input(), err)) {
            return ModelEvaluation.of(classifier, set, faces);
        }
    }

    private Map<String, @Nullable Object> asMap(
            ModelEvaluation modelEvaluation, Dataset set, @Nullable ModelEvaluation secondEvaluation) {
        Evaluation e = modelEvaluation.evaluation();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("model", modelEvaluation.manifest().id());
        map.put("data", set.name());
        map.put("split", split.name());
        map.put("attribute", modelEvaluation.manifest().target());
        map.put("count", e.count());
        map.put("positives", e.positives());
        map.put("noFace", modelEvaluation.noFace());
        map.put("broken", modelEvaluation.broken());
        map.put("accuracy", e.accuracy());
        map.put("accuracyInterval", e.accuracyInterval());
        map.put("precision", e.precision());
        map.put("recall", e.recall());
        map.put("f1", e.f1());
        map.put("balancedAccuracy", e.balancedAccuracy());
        map.put("auc", e.auc());
        map.put("aucInterval", e.aucInterval());
        map.put("averagePrecision", e.averagePrecision());
        map.put("brier", e.brier());
        map.put("logLoss", e.logLoss());
        map.put("expectedCalibrationError", e.calibration().expectedError());
        map.put("uncalibratedError", modelEvaluation.uncalibrated().expectedError());
        map.put("temperature", modelEvaluation.manifest().calibration().temperature());
        map.put("threshold", e.threshold());
        map.put("confusion", e.confusion());
        map.put("slices", modelEvaluation.slices());
        map.put("worstMistakes", modelEvaluation.mistakes(10));
        if (curves) {
            map.put("roc", e.roc());
            map.put("precisionRecall", e.precisionRecall());
        }
        if (secondEvaluation != null) {
            map.put("against", secondEvaluation.manifest().id());
            map.put("againstAccuracy", secondEvaluation.evaluation().accuracy());
            map.put("mcnemar", McNemar.test(modelEvaluation.correct(), secondEvaluation.correct()));
        }
        return map;
    }

    private void print(
            ModelEvaluation modelEvaluation, Dataset set, @Nullable ModelEvaluation secondEvaluation, PrintWriter out) {
        Evaluation e = modelEvaluation.evaluation();
        out.printf(
                Locale.ROOT,
                "%s on %s (%s, %,d images)%n",
                modelEvaluation.manifest().id(),
                set.name(),
                split,
                e.count());
        out.printf(
                Locale.ROOT,
                "  accuracy           %.4f  (95 %%: %.4f to %.4f)%n",
                e.accuracy(),
                e.accuracyInterval().low(),
                e.accuracyInterval().high());
        row(out, "precision", e.precision());
        row(out, "recall", e.recall());
        row(out, "F1", e.f1());
        row(out, "balanced accuracy", e.balancedAccuracy());
        row(out, "AUC", e.auc());
        row(out, "average precision", e.averagePrecision());
        row(out, "calibration error", e.calibration().expectedError());
        out.printf(
                "  true positives %,d, true negatives %,d, false positives %,d, false negatives %,d; no face found in %,d (counted as errors)%n",
                e.confusion().tp(),
                e.confusion().tn(),
                e.confusion().fp(),
                e.confusion().fn(),
                modelEvaluation.noFace());
        List<Slice> slices = modelEvaluation.slices();
        if (!slices.isEmpty()) {
            out.println("  slices with the lowest accuracy:");
            slices.stream()
                    .limit(5)
                    .forEach(slice -> out.printf(
                            Locale.ROOT,
                            "    %-24s %.4f of %,d%n",
                            (slice.value() ? "" : "not ") + slice.attribute(),
                            slice.accuracy(),
                            slice.count()));
        }
        if (secondEvaluation != null) {
            McNemar test = McNemar.test(modelEvaluation.correct(), secondEvaluation.correct());
            out.printf(
                    Locale.ROOT,
                    "  compared with %s (%.4f): only the first correct %,d, only the second correct %,d, McNemar p = %.4f%n",
                    secondEvaluation.manifest().id(),
                    secondEvaluation.evaluation().accuracy(),
                    test.onlyFirst(),
                    test.onlySecond(),
                    test.pValue());
        }
    }

    private static void row(PrintWriter out, String name, @Nullable Double value) {
        if (value != null) {
            out.printf(Locale.ROOT, "  %-18s %.4f%n", name, value);
        }
    }
}
