package dev.gioconda.cli;

import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FacePipeline;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelSourceOptions;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
        PrintWriter out = spec.commandLine().getOut();
        int failures = 0;
        try (FacePipeline pipeline = FacePipeline.load(models.find(model))) {
            for (Path image : images) {
                try {
                    if (Files.isDirectory(image)) {
                        throw new IOException(
                                "This is a folder; expected a JPEG or PNG file. Name the pictures in it.");
                    }
                    FaceResult result = pipeline.classify(image);
                    out.println(json ? JsonLines.line(asMap(image, result)) : toText(image, result));
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

    private static Map<String, @Nullable Object> asMap(Path image, FaceResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", image.toString());
        map.put("label", result.label());
        map.put("probability", result.probability());
        map.put("attribute", result.attribute());
        map.put("model", result.model());
        if (result.reason() != null) {
            map.put("reason", result.reason());
        }
        map.put("faces", result.answers());
        return map;
    }

    private static String toText(Path image, FaceResult result) {
        List<FaceAnswer> faces = result.answers();
        if (faces.isEmpty()) {
            return "%s: %s, %s".formatted(image, result.label(), result.reason());
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
