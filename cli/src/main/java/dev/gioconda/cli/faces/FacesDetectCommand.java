package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.face.HeadPose;
import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.face.quality.QualityReason;
import dev.gioconda.image.codec.SafeImageDecoder.ReducedPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces detect}. */
@Command(
        name = "detect",
        description =
                "Prints the boxes of the faces in images; with --json also eyes, nose, mouth and the pose of the head in degrees, if the detector is yunet.",
        footer = {"  gioconda faces detect holiday.jpg", "  gioconda faces detect --json a.jpg b.jpg"})
final class FacesDetectCommand extends GiocondaCommand {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files.")
    private List<Path> images = List.of();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Mixin
    private InputImage reader = new InputImage();

    @Override
    protected int run() throws IOException {
        int failures = 0;
        try (FaceDetector opened = detector.find().open()) {
            for (Path image : images) {
                try {
                    ReducedPicture read = reader.readReduced(image);
                    List<Face> faces = opened.detect(read.picture());
                    Object result = json() ? asMap(image, read, opened, faces) : faces;
                    print(result, toText(image, read.step(), faces));
                } catch (IOException unreadable) {
                    printError(Failures.messageOf(unreadable));
                    failures++;
                }
            }
        }
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Map<String, Object> asMap(Path image, ReducedPicture read, FaceDetector detector, List<Face> faces) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", image.toString());
        map.put("detector", detector.id());
        map.put("faces", faces.stream().map(face -> asMap(read, detector, face)).toList());
        return map;
    }

    /** A face with its pose and quality, which are estimated from the refined points. */
    private static Map<String, Object> asMap(ReducedPicture read, FaceDetector detector, Face face) {
        Map<String, Object> map = FaceImages.asMap(face.scaled(read.step()));
        Face refined = detector.refined(read.picture(), face);
        FacePoints points = refined.points();
        if (points != null) {
            HeadPose pose = HeadPose.of(points);
            map.put("pose", new HeadPose(tenths(pose.yaw()), tenths(pose.pitch()), tenths(pose.roll())));
        }
        FaceQuality quality = FaceQuality.of(read.picture(), refined);
        map.put("quality", Math.round(quality.score() * 1000) / 1000.0);
        map.put("reasons", quality.reasons().stream().map(QualityReason::text).toList());
        return map;
    }

    private static double tenths(double degrees) {
        return Math.round(degrees * 10) / 10.0;
    }

    private static String toText(Path image, int step, List<Face> faces) {
        String name = TerminalText.escapedLine(image);
        return faces.isEmpty()
                ? name + ": no face was found"
                : faces.stream()
                        .map(face -> String.format(
                                Locale.ROOT,
                                "%s: %s (%.2f)",
                                name,
                                FaceImages.box(face.scaled(step)),
                                face.detection()))
                        .collect(Collectors.joining("\n"));
    }
}
