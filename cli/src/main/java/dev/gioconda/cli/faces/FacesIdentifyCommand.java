package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.recognition.DescribedFace;
import dev.gioconda.recognition.FaceDescriber;
import dev.gioconda.recognition.MatchCalibration;
import dev.gioconda.recognition.gallery.FaceGallery;
import dev.gioconda.recognition.gallery.GalleryIndex;
import dev.gioconda.recognition.gallery.GalleryIndex.Candidate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces identify}. */
@Command(
        name = "identify",
        description = {
            "Names the enrolled persons in images; other faces are unknown.",
            "The false match rate is that of an unknown face against the whole gallery: the threshold is stricter in larger ones."
        },
        footer = {"  gioconda faces identify party.jpg", "  gioconda faces identify --json party.jpg"})
final class FacesIdentifyCommand extends GiocondaCommand {

    private static final int CANDIDATES = 3;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files.")
    private List<Path> images = List.of();

    @Mixin
    private GalleryOptions gallery = new GalleryOptions();

    @Mixin
    private FalseMatchRateOption falseMatchRate = new FalseMatchRateOption();

    @Mixin
    private EmbedderOption embedder = new EmbedderOption();

    @Mixin
    private InputImage reader = new InputImage();

    @Override
    protected int run() throws IOException {
        FaceGallery enrolled = gallery.read();
        GalleryIndex index = new GalleryIndex(enrolled);
        int failures = 0;
        try (FaceDescriber describer = embedder.openFor(enrolled)) {
            MatchCalibration calibration = describer.embedder().calibration();
            double threshold = calibration.threshold(
                    falseMatchRate.eachOf(calibration, enrolled.persons().size(), err()));
            for (Path image : images) {
                try {
                    report(image, FaceImages.all(image, reader, describer), index, calibration, threshold);
                } catch (IOException unreadable) {
                    printError(Failures.messageOf(unreadable));
                    failures++;
                }
            }
        }
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void report(
            Path image, List<DescribedFace> faces, GalleryIndex index, MatchCalibration calibration, double threshold) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        StringBuilder text = new StringBuilder(TerminalText.escapedLine(image)).append(':');
        for (DescribedFace face : faces) {
            List<Candidate> nearest = index.nearest(face.embedding(), CANDIDATES);
            boolean known = !nearest.isEmpty() && nearest.get(0).distance() < threshold;
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("name", known ? nearest.get(0).person().name() : null);
            map.put("face", FaceImages.asMap(face.face()));
            map.put(
                    "candidates",
                    nearest.stream().map(near -> asMap(near, calibration)).toList());
            found.add(map);
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s in the box %s",
                    faces.size() > 1 ? "\n " : "",
                    known
                            ? "%s (%.1f %%)"
                                    .formatted(
                                            TerminalText.escaped(
                                                    nearest.get(0).person().name()),
                                            100
                                                    * calibration.probability(
                                                            nearest.get(0).distance()))
                            : "unknown",
                    FaceImages.box(face.face())));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", image.toString());
        map.put("threshold", threshold);
        map.put("faces", found);
        print(map, faces.isEmpty() ? text.append(" no face was found").toString() : text.toString());
    }

    private static Map<String, Object> asMap(Candidate candidate, MatchCalibration calibration) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", candidate.person().name());
        map.put("distance", candidate.distance());
        map.put("probability", calibration.probability(candidate.distance()));
        return map;
    }
}
