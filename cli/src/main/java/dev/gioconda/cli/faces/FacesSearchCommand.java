package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ImageFolder;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.recognition.DescribedFace;
import dev.gioconda.recognition.FaceDescriber;
import dev.gioconda.recognition.MatchCalibration;
import dev.gioconda.recognition.gallery.EnrolledPerson;
import dev.gioconda.recognition.gallery.FaceGallery;
import dev.gioconda.recognition.gallery.GalleryIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces search}. */
@Command(
        name = "search",
        description = "Finds the images of a folder that show a person, the most similar ones first.",
        footer = {
            "  gioconda faces search holidays --like ada.jpg",
            "  gioconda faces search holidays --person \"Ada Lovelace\" --json"
        })
final class FacesSearchCommand extends GiocondaCommand {

    @Parameters(paramLabel = "FOLDER", description = "A folder of images.")
    private Path folder = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Wanted wanted = new Wanted();

    /** The person. */
    private static final class Wanted {
        @Option(names = "--like", paramLabel = "IMAGE", description = "An image of the person.")
        private @Nullable Path image;

        @Option(names = "--person", paramLabel = "NAME", description = "The name of an enrolled person.")
        private @Nullable String person;
    }

    @Mixin
    private GalleryOptions gallery = new GalleryOptions();

    @Mixin
    private FalseMatchRateOption falseMatchRate = new FalseMatchRateOption();

    @Mixin
    private EmbedderOption embedder = new EmbedderOption();

    @Mixin
    private InputImage reader = new InputImage();

    /** An image and its face that is most similar to the person's. */
    private record Found(Path image, DescribedFace face, double distance) {}

    @Override
    protected int run() throws IOException {
        List<Path> images = ImageFolder.list(folder).requireImages();
        String name = wanted.person;
        if (name != null) {
            FaceGallery enrolled = gallery.read();
            EnrolledPerson person = enrolled.person(name)
                    .orElseThrow(() -> new UsageException("Nobody is enrolled as \"%s\".".formatted(name)));
            try (FaceDescriber describer = embedder.openFor(enrolled)) {
                return search(images, new FaceGallery(enrolled.embedder(), List.of(person)), describer);
            }
        }
        try (FaceDescriber describer = embedder.open()) {
            Path image = Objects.requireNonNull(wanted.image);
            DescribedFace face = FaceImages.only(image, reader, describer, err());
            EnrolledPerson person = new EnrolledPerson(
                    image.toString(), "not enrolled", "nobody", Instant.EPOCH, List.of(face.embedding()));
            return search(images, new FaceGallery(describer.embedder().id(), List.of(person)), describer);
        }
    }

    private int search(List<Path> images, FaceGallery person, FaceDescriber describer) throws IOException {
        GalleryIndex index = new GalleryIndex(person);
        MatchCalibration calibration = describer.embedder().calibration();
        double threshold = falseMatchRate.threshold(calibration);
        List<Found> found = new ArrayList<>();
        int failures = 0;
        for (Path image : images) {
            try {
                FaceImages.all(image, reader, describer).stream()
                        .map(face -> new Found(
                                image,
                                face,
                                index.nearest(face.embedding(), 1).get(0).distance()))
                        .min(Comparator.comparingDouble(Found::distance))
                        .filter(best -> best.distance() < threshold)
                        .ifPresent(found::add);
            } catch (IOException unreadable) {
                printError(Failures.messageOf(unreadable));
                failures++;
            }
        }
        found.sort(Comparator.comparingDouble(Found::distance));
        for (Found one : found) {
            double probability = calibration.probability(one.distance());
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("file", one.image().toString());
            map.put("distance", one.distance());
            map.put("probability", probability);
            map.put("face", FaceImages.asMap(one.face().face()));
            print(
                    map,
                    String.format(
                            Locale.ROOT,
                            "%s (%.1f %%) in the box %s",
                            TerminalText.escapedLine(one.image()),
                            100 * probability,
                            FaceImages.box(one.face().face())));
        }
        err().printf("%,d of %,d images show the person.%n", found.size(), images.size());
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
