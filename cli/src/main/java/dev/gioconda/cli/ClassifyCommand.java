package dev.gioconda.cli;

import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FacePipeline;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ModelSourceOptions;
import dev.gioconda.cli.command.ThreadOptions;
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
                "Classifies the faces in images, such as smiling or not smiling. The label of an image is that of its largest face.",
        footer = {
            "  gioconda classify holiday.jpg",
            "  gioconda classify --json a.jpg b.jpg",
            "  gioconda classify --model compact --store ./store holiday.jpg"
        })
final class ClassifyCommand extends GiocondaCommand {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "JPEG or PNG files.")
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

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        threads.apply();
        int failures = 0;
        try (FacePipeline pipeline = FacePipeline.load(models.find(model))) {
            for (Path image : images) {
                try {
                    if (Files.isDirectory(image)) {
                        throw new IOException("This is a folder; expected a JPEG or PNG file. Name the images in it.");
                    }
                    FaceResult result = pipeline.classify(image);
                    print(asMap(image, result), toText(image, result));
                } catch (IOException failed) {
                    failures++;
                    report(image, Failures.messageOf(failed));
                }
            }
        }
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void report(Path image, String reason) {
        if (json()) {
            Map<String, String> error = new LinkedHashMap<>();
            error.put("file", image.toString());
            error.put("error", reason);
            print(error, reason);
        } else {
            printError("%s: %s".formatted(image, reason));
        }
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
