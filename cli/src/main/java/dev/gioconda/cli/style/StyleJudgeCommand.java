package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.style.metric.StyleMetric;
import dev.gioconda.style.metric.StyleScores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda style judge}. */
@Command(
        name = "judge",
        description =
                "Scores stylized images of one content and one style image with a fixed metric, however they were made.",
        footer = "  gioconda style judge --content me.jpg --style irises.jpg quick.png fine.png")
final class StyleJudgeCommand extends GiocondaCommand {

    @Option(names = "--content", paramLabel = "FILE", required = true, description = "The content image. Required.")
    private Path contentFile = Path.of("");

    @Option(names = "--style", paramLabel = "FILE", required = true, description = "The style image. Required.")
    private Path styleFile = Path.of("");

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Stylized images.")
    private List<Path> stylizedFiles = new ArrayList<>();

    @Mixin
    private InputImage images = new InputImage();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        threads.apply();
        PrintWriter out = out();
        Picture contentImage = images.read(contentFile);
        Picture styleImage = images.read(styleFile);
        try (StyleMetric metric = StyleMetric.installed()) {
            Classifier smileClassifier = Classifier.load(LocalModels.embedded());
            Optional<Boolean> contentSmiles = isSmiling(contentImage, contentImage, smileClassifier);
            err().println("Network: " + metric.label());
            if (!json()) {
                out.printf(
                        "%-28s %7s %7s %7s %7s %8s %8s %8s %8s  %s%n",
                        "", "score", "style", "content", "edges", "palette", "likeness", "period", "streaks", "smile");
            }
            for (Path file : stylizedFiles) {
                Picture stylized = images.read(file);
                StyleScores scores = metric.measure(contentImage, styleImage, stylized);
                Boolean smileKept = contentSmiles.isEmpty()
                        ? null
                        : isSmiling(contentImage, stylized, smileClassifier)
                                .map(contentSmiles.get()::equals)
                                .orElse(null);
                print(out, file, scores, smileKept);
            }
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, Path file, StyleScores scores, @Nullable Boolean smileKept) throws IOException {
        if (json()) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("painting", file.toString());
            line.put("score", scores.score());
            line.put("verdict", scores);
            line.put("smileKept", smileKept);
            out.println(JsonLines.line(line));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%-28s %7.3f %7.3f %7.3f %7.3f %8.2f %8s %8s %8s  %s%n",
                file.getFileName(),
                scores.score(),
                scores.styleDistance(),
                scores.contentDistance(),
                scores.edgeSimilarity(),
                scores.colorDistance(),
                number(scores.identitySimilarity(), "%.3f", "no face"),
                number(scores.periodicity(), "%.2f", "-"),
                number(scores.borderStreaks(), "%.2f", "-"),
                smileKept == null ? "-" : smileKept ? "kept" : "lost");
    }

    private static String number(@Nullable Double value, String format, String missing) {
        return value == null ? missing : String.format(Locale.ROOT, format, value);
    }

    /** Whether the face at the place of the content image's face smiles in a picture; empty if the content image has no face. */
    private static Optional<Boolean> isSmiling(Picture contentImage, Picture picture, Classifier smileClassifier) {
        Picture resizedContent = Resampler.resize(contentImage, picture.width(), picture.height());
        try (FaceDetector detector = FaceDetectors.installed().open()) {
            return detector.largest(resizedContent).map(face -> smileClassifier
                    .classify(List.of(FaceCropper.crop(
                            picture, face, smileClassifier.manifest().input())))
                    .get(0)
                    .positive());
        }
    }
}
