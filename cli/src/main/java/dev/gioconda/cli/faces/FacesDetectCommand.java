package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.face.quality.QualityReason;
import dev.gioconda.image.codec.SafeImageDecoder.ReducedPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces detect}. */
@Command(
        name = "detect",
        description =
                "Prints the boxes of the faces in images; with --json also eyes, nose, mouth, the pose of the head in degrees and the quality.",
        footer = {
            "  gioconda faces detect holiday.jpg",
            "  gioconda faces detect --json a.jpg b.jpg",
            "  gioconda faces detect --json --parts --expression holiday.jpg"
        })
final class FacesDetectCommand extends GiocondaCommand {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files.")
    private List<Path> images = List.of();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Mixin
    private DescriptionOptions description = new DescriptionOptions();

    @Mixin
    private InputImage reader = new InputImage();

    @Override
    protected int run() throws IOException {
        int failures = 0;
        try (DescribingNetworks networks = description.open(detector.weights(), json());
                FaceDetector opened = detector.find().open()) {
            for (Path image : images) {
                try {
                    ReducedPicture read = reader.readReduced(image);
                    List<Face> faces = opened.detect(read.picture());
                    if (json()) {
                        print(asMap(image, read, opened, networks, faces), "");
                    } else {
                        print(faces, toText(image, read, networks, faces));
                    }
                } catch (IOException unreadable) {
                    printError(Failures.messageOf(unreadable));
                    failures++;
                }
            }
        }
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Map<String, Object> asMap(
            Path image, ReducedPicture read, FaceDetector detector, DescribingNetworks networks, List<Face> faces)
            throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Map<String, Object>> described = new ArrayList<>();
        for (Face face : faces) {
            described.add(asMap(read, detector, networks, face));
        }
        map.put("file", image.toString());
        map.put("detector", detector.id());
        map.put("faces", described);
        return map;
    }

    /** A face with its pose, quality and description, which are estimated from the refined points. */
    private static Map<String, Object> asMap(
            ReducedPicture read, FaceDetector detector, DescribingNetworks networks, Face face) throws IOException {
        Map<String, Object> map = FaceImages.asMap(face.scaled(read.step()));
        Face refined = detector.refined(read.picture(), face);
        map.putAll(networks.asMap(read.picture(), refined, read.step()));
        FaceQuality quality = FaceQuality.of(read.picture(), refined);
        map.put("quality", Math.round(quality.score() * 1000) / 1000.0);
        map.put("reasons", quality.reasons().stream().map(QualityReason::text).toList());
        return map;
    }

    private static String toText(Path image, ReducedPicture read, DescribingNetworks networks, List<Face> faces)
            throws IOException {
        String name = TerminalText.escapedLine(image);
        if (faces.isEmpty()) {
            return name + ": no face was found";
        }
        List<String> lines = new ArrayList<>();
        for (Face face : faces) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %s (%.2f)%s",
                    name,
                    FaceImages.box(face.scaled(read.step())),
                    face.detection(),
                    networks.asText(read.picture(), face)));
        }
        return String.join("\n", lines);
    }
}
