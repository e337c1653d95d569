package dev.gioconda.cli.style;

import dev.gioconda.cli.command.Json;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.FaceDetector;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.ModelShelf;
import dev.gioconda.style.metric.Judge;
import dev.gioconda.style.metric.Verdict;
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
    private Path content = Path.of("");

    @Option(
            names = "--style",
            paramLabel = "FILE",
            required = true,
            description = "The painting whose style was taken.")
    private Path style = Path.of("");

    @Parameters(paramLabel = "PAINTING", arity = "1..*", description = "What came out.")
    private List<Path> paintings = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object a painting.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ImageDoor door = new ImageDoor();
        Picture photograph = door.read(content);
        Picture model = door.read(style);
        Judge judge = Judge.embedded();
        Classifier smile = Classifier.load(ModelShelf.embedded());
        Optional<Boolean> smiled = smiles(photograph, photograph, smile);
        if (!json) {
            out.printf(
                    "%-28s %7s %7s %7s %7s %8s %8s  %s%n",
                    "", "score", "style", "content", "edges", "palette", "likeness", "smile");
        }
        for (Path file : paintings) {
            Picture painting = door.read(file);
            Verdict verdict = judge.judge(photograph, model, painting);
            Boolean kept = smiled.isEmpty()
                    ? null
                    : smiles(photograph, painting, smile)
                            .map(smiled.get()::equals)
                            .orElse(null);
            print(out, file, verdict, kept);
        }
        out.flush();
        return 0;
    }

    private void print(PrintWriter out, Path file, Verdict verdict, @Nullable Boolean kept) throws IOException {
        if (json) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("painting", file.toString());
            line.put("score", verdict.score());
            line.put("verdict", verdict);
            line.put("smileKept", kept);
            out.println(Json.line(line));
            return;
        }
        Double likeness = verdict.likeness();
        out.printf(
                Locale.ROOT,
                "%-28s %7.3f %7.3f %7.3f %7.3f %8.2f %8s  %s%n",
                file.getFileName(),
                verdict.score(),
                verdict.style(),
                verdict.content(),
                verdict.edges(),
                verdict.palette(),
                likeness == null ? "no face" : String.format(Locale.ROOT, "%.3f", likeness),
                kept == null ? "-" : kept ? "kept" : "lost");
    }

    /** Whether the face that the photograph shows smiles in a picture of the same shape; empty without a face. */
    private static Optional<Boolean> smiles(Picture photograph, Picture picture, Classifier smile) {
        Picture seen = FaceCropper.resized(photograph, picture.width(), picture.height());
        try (FaceDetector detector = new FaceDetector()) {
            return detector.largest(seen).map(face -> smile.classify(List.of(
                            FaceCropper.crop(picture, face, smile.manifest().input())))
                    .get(0)
                    .yes());
        }
    }
}
