package dev.gioconda.recognition;

import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens embedders: the one that is part of the program, and those whose files are on this machine.
 *
 * @param weights the cache of weights, such as {@link OfficialWeights#forCurrentUser}
 */
public record FaceEmbedders(OfficialWeights weights) {

    /** The best embedder whose files are on this machine; without such files the one that is part of the program. */
    public static final String AUTO = "auto";

    /** The embedder that is part of the program. */
    public static final String EMBEDDED = GiocondaEmbedder.ID;

    /** The names that {@link #open} accepts. */
    public static List<String> ids() {
        return List.of(AUTO, BothEmbedders.ID, MobileFaceNetEmbedder.ID, DlibEmbedder.ID, GiocondaEmbedder.ID);
    }

    /**
     * Opens an embedder; the caller closes it.
     *
     * @param id one of {@link #ids}, or the folder of a version that {@code train --task embedding} wrote
     * @throws IllegalArgumentException if there is none with that id
     * @throws IOException if its files are not on this machine or cannot be read
     */
    public FaceEmbedder open(String id) throws IOException {
        return switch (id) {
            case AUTO -> openBest();
            case BothEmbedders.ID -> new BothEmbedders(open(MobileFaceNetEmbedder.ID), open(DlibEmbedder.ID));
            case MobileFaceNetEmbedder.ID -> new MobileFaceNetEmbedder(require(MobileFaceNetEmbedder.ID));
            case DlibEmbedder.ID -> new DlibEmbedder(require(DlibEmbedder.NETWORK));
            case GiocondaEmbedder.ID -> GiocondaEmbedder.embedded();
            default -> openFolder(id);
        };
    }

    private static FaceEmbedder openFolder(String id) throws IOException {
        if (!id.contains("/") || !Files.isDirectory(Path.of(id))) {
            throw new IllegalArgumentException(
                    "There is no embedder \"%s\"; expected %s, or the folder of a trained one."
                            .formatted(id, String.join(", ", ids())));
        }
        return GiocondaEmbedder.of(Path.of(id));
    }

    private FaceEmbedder openBest() throws IOException {
        boolean mobileFaceNet = weights.find(MobileFaceNetEmbedder.ID).isPresent();
        boolean dlib = weights.find(DlibEmbedder.NETWORK).isPresent();
        if (mobileFaceNet) {
            return open(dlib ? BothEmbedders.ID : MobileFaceNetEmbedder.ID);
        }
        return open(dlib ? DlibEmbedder.ID : GiocondaEmbedder.ID);
    }

    private Path require(String network) throws IOException {
        Optional<Path> file = weights.find(network);
        return file.orElseThrow(() -> new IOException(
                "Recognition needs the weights of %s, which are not on this machine; \"gioconda weights fetch %s\" downloads them, \"gioconda weights import FILE\" takes a file."
                        .formatted(network, network)));
    }
}
