package dev.gioconda.cli;

import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FaceExtractor;
import dev.gioconda.classify.FacePipeline;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ImageFolder;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.ModelSourceOptions;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.faces.DetectorOption;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.codec.SafeImageDecoder.ReducedPicture;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda classify}. */
@Command(
        name = "classify",
        description =
                "Classifies the faces in images, such as smiling or not smiling. The label of an image is that of its largest clearly detected face.",
        footer = {
            "  gioconda classify holiday.jpg",
            "  gioconda classify --json a.jpg b.jpg",
            "  gioconda classify holidays            all images of a folder",
            "  gioconda classify --model compact --store ./store holiday.jpg"
        })
final class ClassifyCommand extends GiocondaCommand {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(
            paramLabel = "IMAGE|FOLDER|-",
            arity = "1..*",
            description =
                    "Image files (JPEG, PNG, WebP, GIF, BMP, TIFF), folders of such files, or - for standard input.")
    private List<Path> images = List.of();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "A model's name, NAME/VERSION, or the folder of a version; with --store a name stands for its champion. Default: ${DEFAULT-VALUE}.",
            defaultValue = LocalModels.EMBEDDED)
    private String model = LocalModels.EMBEDDED;

    @Mixin
    private ModelSourceOptions models = new ModelSourceOptions();

    @Option(
            names = "--min-detection",
            paramLabel = "SCORE",
            description =
                    "Report no faces with a lower detection score, 0 to 1. 0.7 excludes most of what is no face, and about 6 %% of the faces. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + FaceExtractor.MIN_DETECTION)
    private double minDetection = FaceExtractor.MIN_DETECTION;

    @Mixin
    private DetectorOption detector = new DetectorOption();

    private String detectorId = "";

    @Mixin
    private InputImage reader = new InputImage();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        threads.apply();
        int failures = 0;
        try (FacePipeline pipeline = pipeline(models.find(model))) {
            for (Path image : images) {
                failures += Files.isDirectory(image) ? classifyFolder(image, pipeline) : classify(image, pipeline);
            }
        }
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private FacePipeline pipeline(Path version) throws IOException {
        Classifier classifier = Classifier.load(version);
        FaceDetectors detectors = detector.find();
        detectorId = detectors.id();
        return UsageException.asUsageError(() -> FacePipeline.of(classifier, detectors, minDetection));
    }

    /** Classifies the images of a folder; returns the number of failures. */
    private int classifyFolder(Path path, FacePipeline pipeline) throws IOException {
        ImageFolder folder = ImageFolder.list(path);
        if (folder.images().isEmpty()) {
            report(path, "This folder contains no .jpg, .jpeg or .png file; expected one or more.");
            return 1;
        }
        folder.reportSkipped(err());
        int failures = 0;
        for (Path image : folder.images()) {
            failures += classify(image, pipeline);
        }
        return failures;
    }

    /** Classifies an image or standard input; returns the number of failures. */
    private int classify(Path image, FacePipeline pipeline) {
        try {
            ReducedPicture read =
                    image.equals(STANDARD_INPUT) ? reader.readReduced(System.in) : reader.readReduced(image);
            FaceResult result = pipeline.classify(read.picture());
            List<FaceAnswer> faces = result.answers().stream()
                    .map(face -> face.scaled(read.step()))
                    .toList();
            print(asMap(image, result, faces), toText(image, result, faces));
            return 0;
        } catch (IOException failed) {
            report(image, Failures.messageOf(failed));
            return 1;
        }
    }

    private void report(Path image, String message) {
        String name = TerminalText.escapedLine(image);
        String reason = message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
        if (json()) {
            Map<String, String> error = new LinkedHashMap<>();
            error.put("file", image.toString());
            error.put("error", reason);
            print(error, reason);
        } else {
            printError("%s: %s".formatted(name, reason));
        }
    }

    private Map<String, @Nullable Object> asMap(Path image, FaceResult result, List<FaceAnswer> faces) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", image.toString());
        map.put("label", result.label());
        map.put("probability", result.probability());
        map.put("attribute", result.attribute());
        map.put("model", result.model());
        if (result.reason() != null) {
            map.put("reason", result.reason());
        }
        map.put("detector", detectorId);
        map.put("faces", faces);
        return map;
    }

    private static String toText(Path image, FaceResult result, List<FaceAnswer> faces) {
        String name = TerminalText.escapedLine(image);
        if (faces.isEmpty()) {
            return "%s: %s, %s".formatted(name, result.label(), result.reason());
        }
        StringBuilder text = new StringBuilder(name).append(':');
        for (FaceAnswer face : faces) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s (%.0f %%) in the box %d,%d %dx%d%s",
                    faces.size() > 1 ? "\n " : "",
                    face.label(),
                    100 * face.probability(),
                    face.x(),
                    face.y(),
                    face.width(),
                    face.height(),
                    face.uncertainty() == null ? "" : ", " + face.uncertainty()));
        }
        return text.toString();
    }
}
