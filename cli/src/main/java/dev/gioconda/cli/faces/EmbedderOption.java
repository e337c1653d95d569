package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.recognition.FaceDescriber;
import dev.gioconda.recognition.FaceEmbedder;
import dev.gioconda.recognition.FaceEmbedders;
import dev.gioconda.recognition.gallery.FaceGallery;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that recognize persons. */
final class EmbedderOption {

    @Option(
            names = "--embedder",
            paramLabel = "NAME|FOLDER",
            description =
                    "The network that recognizes persons: mobilefacenet, dlib, both, gioconda, which is part of the program, the folder of one that train --task embedding wrote, or auto: the best one whose files are in the cache, else gioconda. Default: ${DEFAULT-VALUE}.",
            defaultValue = FaceEmbedders.AUTO)
    private String embedder = FaceEmbedders.AUTO;

    @Mixin
    private DetectorOption detector = new DetectorOption();

    /** Opens the detector and the embedder; the caller closes them. */
    FaceDescriber open() throws IOException {
        return open(embedder);
    }

    /**
     * Opens the detector and the embedder of a gallery.
     *
     * @throws UsageException if another embedder was chosen
     */
    FaceDescriber openFor(FaceGallery gallery) throws IOException {
        if (!embedder.equals(FaceEmbedders.AUTO) && !embedder.equals(gallery.embedder())) {
            throw new UsageException(
                    "--embedder is %s, and the gallery's embeddings are of %s; call without --embedder."
                            .formatted(embedder, gallery.embedder()));
        }
        return open(gallery.embedder());
    }

    private FaceDescriber open(String id) throws IOException {
        FaceDetectors detectors = detector.find();
        FaceEmbedder opened = UsageException.asUsageError(() -> new FaceEmbedders(detector.weights()).open(id));
        return new FaceDescriber(detectors, opened);
    }
}
