package dev.gioconda.cli;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelSourceOptions;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.FaceDetector;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.FaceAnswer;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda classify}. */
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says of photographs whether the faces in them smile; a picture's answer is that of its largest face.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda classify holiday.jpg", "  gioconda classify --json a.jpg b.jpg"})
final class ClassifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "JPEG or PNG files.")
    private List<Path> images = List.of();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "A name, a version or a folder; with --store a name means its champion there. Default: ${DEFAULT-VALUE}.",
            defaultValue = LocalModels.EMBEDDED)
    private String model = LocalModels.EMBEDDED;

    @Mixin
    private ModelSourceOptions models = new ModelSourceOptions();

    @Option(names = "--json", description = "Print one JSON object a picture and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Classifier classifier = Classifier.load(models.find(model));
        PrintWriter out = spec.commandLine().getOut();
        SafeImageDecoder decoder = new SafeImageDecoder();
        int failures = 0;
        try (FaceDetector detector = new FaceDetector()) {
            for (Path image : images) {
                try {
                    if (Files.isDirectory(image)) {
                        throw new IOException(
                                "This is a folder; expected a JPEG or PNG file. Name the pictures in it.");
                    }
                    List<FaceAnswer> faces = classifyFaces(decoder.read(image), classifier, detector);
                    out.println(json ? JsonLines.line(asMap(image, faces, classifier)) : toText(image, faces));
                } catch (IOException failed) {
                    failures++;
                    String reason = Failures.messageOf(failed);
                    if (json) {
                        Map<String, String> error = new LinkedHashMap<>();
                        error.put("file", image.toString());
                        error.put("error", reason);
                        out.println(JsonLines.line(error));
                    } else {
                        spec.commandLine().getErr().printf("%s: %s%n", image, reason);
                    }
                }
                out.flush();
            }
        }
        return failures == 0 ? 0 : ExitCode.FAILED;
    }

    /** The faces' answers, the largest face first. */
    private static List<FaceAnswer> classifyFaces(Picture picture, Classifier classifier, FaceDetector detector) {
        List<Face> faces = detector.detectLargestFirst(picture);
        List<Picture> crops = faces.stream()
                .map(face ->
                        FaceCropper.crop(picture, face, classifier.manifest().input()))
                .toList();
        List<Classifier.Prediction> answers = classifier.classify(crops);
        List<FaceAnswer> result = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            result.add(FaceAnswer.of(
                    faces.get(i), answers.get(i), classifier.manifest().target()));
        }
        return result;
    }

    private static Map<String, @Nullable Object> asMap(Path image, List<FaceAnswer> faces, Classifier classifier) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", image.toString());
        map.put("label", faces.isEmpty() ? FaceAnswer.CANNOT_TELL : faces.get(0).label());
        map.put("probability", faces.isEmpty() ? null : faces.get(0).probability());
        map.put("attribute", classifier.manifest().target());
        map.put("model", classifier.manifest().id());
        if (faces.isEmpty()) {
            map.put("reason", "no face was found");
        }
        map.put("faces", faces);
        return map;
    }

    private static String toText(Path image, List<FaceAnswer> faces) {
        if (faces.isEmpty()) {
            return "%s: can't tell, no face was found".formatted(image);
        }
        StringBuilder text = new StringBuilder(image.toString()).append(':');
        for (FaceAnswer face : faces) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s (%.0f %%) in the box %d,%d %dx%d",
                    faces.size() > 1 ? "\n " : "",
                    face.label(),
                    100 * face.probability(),
                    face.x(),
                    face.y(),
                    face.width(),
                    face.height()));
        }
        return text.toString();
    }
}
