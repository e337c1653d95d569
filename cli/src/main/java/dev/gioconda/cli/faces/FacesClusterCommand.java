package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ImageFolder;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.image.ContactSheet;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder.ReducedPicture;
import dev.gioconda.recognition.DescribedFace;
import dev.gioconda.recognition.FaceDescriber;
import dev.gioconda.recognition.gallery.FaceGallery;
import dev.gioconda.recognition.gallery.PersonClusters;
import dev.gioconda.recognition.gallery.PersonClusters.PersonCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces cluster}. */
@Command(
        name = "cluster",
        description = {
            "Groups the faces in the images of a folder by person: average linkage of the distances of embeddings.",
            "With --known, clusters near an enrolled person get the name, and two enrolled persons are never in one cluster."
        },
        footer = {
            "  gioconda faces cluster holidays",
            "  gioconda faces cluster holidays --threshold 0.7 --output sheets     a contact sheet for each person"
        })
final class FacesClusterCommand extends GiocondaCommand {

    private static final CropGeometry THUMBNAIL = new CropGeometry(19, 58, 140, 140, 96, 96, false);
    private static final int COLUMNS = 8;
    private static final int DIGITS = 3;

    @Parameters(paramLabel = "FOLDER", description = "A folder of images.")
    private Path folder = Path.of("");

    @Option(
            names = "--threshold",
            paramLabel = "DISTANCE",
            description =
                    "Mean distance from which clusters are not merged: lower for more and purer clusters. Default: that of the embedder, chosen on validation pictures.")
    private @Nullable Double threshold;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "A folder for one contact sheet for each cluster of two faces or more.")
    private @Nullable Path output;

    @Option(names = "--known", description = "Compare the clusters with the enrolled persons.")
    private boolean known;

    @Mixin
    private GalleryOptions gallery = new GalleryOptions();

    @Mixin
    private EmbedderOption embedder = new EmbedderOption();

    @Mixin
    private InputImage reader = new InputImage();

    /** A face of an image, with a thumbnail if sheets are written. */
    private record ImageFace(
            Path image,
            Face face,
            float[] embedding,
            @Nullable Picture thumbnail) {}

    @Override
    protected int run() throws IOException {
        List<Path> images = ImageFolder.list(folder).requireImages();
        Path sheets = output == null ? null : OutputCheck.folder("--output", output);
        FaceGallery enrolled = known ? gallery.read() : null;
        try (FaceDescriber describer = enrolled == null ? embedder.open() : embedder.openFor(enrolled)) {
            List<ImageFace> faces = new ArrayList<>();
            int failures = 0;
            for (Path image : images) {
                try {
                    ReducedPicture read = reader.readReduced(image);
                    for (DescribedFace face : describer.describe(read.picture())) {
                        Picture thumbnail =
                                sheets == null ? null : FaceCropper.crop(read.picture(), face.face(), THUMBNAIL);
                        faces.add(new ImageFace(image, face.face().scaled(read.step()), face.embedding(), thumbnail));
                    }
                } catch (IOException unreadable) {
                    printError(Failures.messageOf(unreadable));
                    failures++;
                }
            }
            Double chosen = threshold;
            PersonClusters clusters = UsageException.asUsageError(() -> PersonClusters.of(
                    faces.stream().map(ImageFace::embedding).toList(),
                    chosen == null ? describer.embedder().calibration().clusterThreshold() : chosen,
                    enrolled == null ? List.of() : enrolled.persons()));
            for (int i = 0; i < clusters.clusters().size(); i++) {
                PersonCluster cluster = clusters.clusters().get(i);
                List<ImageFace> members =
                        cluster.faces().stream().map(faces::get).toList();
                print(asMap(i + 1, cluster, members), toText(i + 1, cluster, members));
                if (sheets != null && members.size() > 1) {
                    writeSheet(sheets, i + 1, members);
                }
            }
            err().printf(
                            "%,d faces in %,d images, %,d clusters.%n",
                            faces.size(), images.size(), clusters.clusters().size());
            return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static void writeSheet(Path sheets, int number, List<ImageFace> members) throws IOException {
        ContactSheet sheet = new ContactSheet(THUMBNAIL.columns());
        for (ImageFace member : members) {
            Picture thumbnail = member.thumbnail();
            if (thumbnail != null) {
                sheet.add(thumbnail, String.valueOf(member.image().getFileName()));
            }
        }
        String name = "person-%0" + DIGITS + "d.png";
        OutputFile.write(sheets.resolve(name.formatted(number)), sheet.render(COLUMNS));
    }

    private static Map<String, @Nullable Object> asMap(int number, PersonCluster cluster, List<ImageFace> members) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("cluster", number);
        map.put("name", cluster.name());
        map.put(
                "faces",
                members.stream()
                        .map(member -> {
                            Map<String, Object> face = new LinkedHashMap<>();
                            face.put("file", member.image().toString());
                            face.put("face", FaceImages.asMap(member.face()));
                            return face;
                        })
                        .toList());
        return map;
    }

    private static String toText(int number, PersonCluster cluster, List<ImageFace> members) {
        String name = cluster.name();
        List<String> files = members.stream()
                .map(member -> TerminalText.escapedLine(member.image().getFileName()))
                .toList();
        return "%d%s: %s"
                .formatted(number, name == null ? "" : " " + TerminalText.escaped(name), String.join(", ", files));
    }
}
