package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.face.mesh.MeshNetwork;
import dev.gioconda.faceapi.FaceApi;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code faces detect} tells about faces by networks whose files are in the cache of weights. */
final class DescriptionOptions {

    private static final String FACE_API = "face-api";

    @Option(
            names = "--parts",
            description =
                    "With --json: lips, eyes, brows and outline of each face as polygons, and its pose by 468 points; needs face-mesh (gioconda weights fetch face-mesh).")
    private boolean parts;

    @Option(
            names = "--expression",
            description =
                    "The expression of each face, one of seven; needs face-api (gioconda weights fetch face-api). Its authors state no accuracy; happy as a detector of smiles was right on 91 %% of CelebA's and 93 %% of GENKI-4K's faces.")
    private boolean expression;

    /**
     * Opens the networks that were asked for; the caller closes them.
     *
     * @throws UsageException if polygons were asked for without JSON
     * @throws IOException if the file of a network is not on this machine or cannot be read
     */
    DescribingNetworks open(OfficialWeights weights, boolean json) throws IOException {
        if (parts && !json) {
            throw new UsageException("--parts prints polygons, which are JSON; add --json.");
        }
        Path meshFile = parts ? file(weights, MeshNetwork.NETWORK, "Parts of faces need") : null;
        Path faceApiFile = expression ? file(weights, FACE_API, "Expressions need") : null;
        MeshNetwork mesh = meshFile == null ? null : new MeshNetwork(meshFile);
        return new DescribingNetworks(mesh, faceApi(faceApiFile));
    }

    private static @Nullable FaceApi faceApi(@Nullable Path file) throws IOException {
        return file == null ? null : FaceApi.open(file);
    }

    private static Path file(OfficialWeights weights, String network, String needed) throws IOException {
        return weights.find(network)
                .orElseThrow(() -> new IOException(
                        "%s the weights of %s, which are not on this machine; \"gioconda weights fetch %s\" downloads them."
                                .formatted(needed, network, network)));
    }
}
