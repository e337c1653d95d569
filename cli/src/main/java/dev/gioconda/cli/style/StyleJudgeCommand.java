package dev.gioconda.cli.style;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.FaceDetector;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda style judge}. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures paintings of one photograph and one style by one fixed judge, whatever made them.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda style judge --content me.jpg --style irises.jpg quick.png fine.png")
final class StyleJudgeCommand implements Callable<Integer> {

    @Option(names = "--content", paramLabel = "FILE", required = true, description = "The photograph.")
    private Path contentFile = Path.of("");

    @Option(
            names = "--style",
            paramLabel = "FILE",
            required = true,
            description = "The painting whose style was taken.")
    private Path styleFile = Path.of("");

    @Parameters(paramLabel = "PAINTING", arity = "1..*", description = "What came out.")
    private List<Path> stylizedFiles = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object a painting.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SafeImageDecoder decoder = new SafeImageDecoder();
        Picture contentImage = decoder.read(contentFile);
        Picture styleImage = decoder.read(styleFile);
        StyleMetric metric = StyleMetric.embedded();
        Classifier smileClassifier = Classifier.load(LocalModels.embedded());
        Optional<Boolean> contentSmiles = isSmiling(contentImage, contentImage, smileClassifier);
        if (!json) {
            out.printf(
                    "%-28s %7s %7s %7s %7s %8s %8s  %s%n",
                    "", "score", "style", "content", "edges", "palette", "likeness", "smile");
        }
        for (Path file : stylizedFiles) {
            Picture stylized = decoder.read(file);
            StyleScores scores = metric.measure(contentImage, styleImage, stylized);
            Boolean smileKept = contentSmiles.isEmpty()
                    ? null
                    : isSmiling(contentImage, stylized, smileClassifier)
                            .map(contentSmiles.get()::equals)
                            .orElse(null);
            print(out, file, scores, smileKept);
        }
        out.flush();
        return 0;
    }

    private void print(PrintWriter out, Path file, StyleScores scores, @Nullable Boolean smileKept) throws IOException {
        if (json) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("painting", file.toString());
            line.put("score", scores.score());
            line.put("verdict", scores);
            line.put("smileKept", smileKept);
            out.println(JsonLines.line(line));
            return;
        }
        Double likeness = scores.identitySimilarity();
        out.printf(
                Locale.ROOT,
                "%-28s %7.3f %7.3f %7.3f %7.3f %8.2f %8s  %s%n",
                file.getFileName(),
                scores.score(),
                scores.styleDistance(),
                scores.contentDistance(),
                scores.edgeSimilarity(),
                scores.colorDistance(),
                likeness == null ? "no face" : String.format(Locale.ROOT, "%.3f", likeness),
                smileKept == null ? "-" : smileKept ? "kept" : "lost");
    }

    /** Whether the face that the photograph shows smiles in a picture of the same shape; empty without a face. */
    private static Optional<Boolean> isSmiling(Picture contentImage, Picture picture, Classifier smileClassifier) {
        Picture resizedContent = Resampler.resize(contentImage, picture.width(), picture.height());
        try (FaceDetector detector = new FaceDetector()) {
            return detector.largest(resizedContent).map(face -> smileClassifier
                    .classify(List.of(FaceCropper.crop(
                            picture, face, smileClassifier.manifest().input())))
                    .get(0)
                    .positive());
        }
    }
}
