package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.recognition.DescribedFace;
import dev.gioconda.recognition.FaceDescriber;
import dev.gioconda.recognition.MatchCalibration;
import dev.gioconda.recognition.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces verify}. */
@Command(
        name = "verify",
        description = {
            "Compares the faces of two images: do they show one person?",
            "The probability holds where pairs of one person and of two persons are equally frequent."
        },
        footer = {
            "  gioconda faces verify passport.jpg holiday.jpg",
            "  gioconda faces verify --false-match-rate 0.0001 --json a.jpg b.jpg"
        })
final class FacesVerifyCommand extends GiocondaCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "The first image.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "IMAGE", description = "The second image.")
    private Path second = Path.of("");

    @Mixin
    private FalseMatchRateOption falseMatchRate = new FalseMatchRateOption();

    @Mixin
    private EmbedderOption embedder = new EmbedderOption();

    @Mixin
    private InputImage reader = new InputImage();

    @Override
    protected int run() throws IOException {
        try (FaceDescriber describer = embedder.open()) {
            MatchCalibration calibration = describer.embedder().calibration();
            double threshold = falseMatchRate.threshold(calibration);
            DescribedFace a = FaceImages.only(first, reader, describer, err());
            DescribedFace b = FaceImages.only(second, reader, describer, err());
            double distance = Vectors.distance(a.embedding(), b.embedding());
            double probability = calibration.probability(distance);
            boolean same = distance < threshold;
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("same", same);
            map.put("probability", probability);
            map.put("distance", distance);
            map.put("threshold", threshold);
            map.put("falseMatchRate", falseMatchRate.rate());
            map.put("embedder", describer.embedder().id());
            map.put("faces", List.of(FaceImages.asMap(a.face()), FaceImages.asMap(b.face())));
            print(
                    map,
                    String.format(
                            Locale.ROOT,
                            "%s and %s: %s (probability of one person %.1f %%, distance %.3f, threshold %.3f at a false match rate of %s)",
                            TerminalText.escapedLine(first),
                            TerminalText.escapedLine(second),
                            same ? "one person" : "no match",
                            100 * probability,
                            distance,
                            threshold,
                            falseMatchRate.rate()));
        }
        return ExitCode.OK;
    }
}
