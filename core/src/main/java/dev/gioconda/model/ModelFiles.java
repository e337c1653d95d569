package dev.gioconda.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A model version on disk, see {@link VersionFolder}. */
public final class ModelFiles {

    /** The manifest's file name. */
    public static final String MANIFEST = VersionFolder.MANIFEST;

    /** The weights' file name. */
    public static final String WEIGHTS = VersionFolder.WEIGHTS;

    private ModelFiles() {}

    /**
     * Writes a version.
     *
     * @param folder of the version; must not exist
     * @param dtype the data type of the stored weights
     * @return the manifest with the files' hashes
     */
    public static Manifest write(
            Path folder, Manifest manifest, Map<String, Tensor> weights, ScalarType dtype, String card)
            throws IOException {
        return new VersionFolder(folder).write(weights, dtype, card, manifest::withFiles);
    }

    /** Reads a version's manifest. */
    public static Manifest manifest(Path folder) throws IOException {
        return new VersionFolder(folder).manifest(Manifest.class, Manifest.FORMAT, ModelFiles::upgrade);
    }

    /**
     * Parses the manifest of a version that is stored elsewhere.
     *
     * @param json text of {@code manifest.json}
     * @param origin where it is stored, for messages
     */
    public static Manifest manifest(String json, String origin) throws IOException {
        return VersionFolder.manifest(json, origin, Manifest.class, Manifest.FORMAT, ModelFiles::upgrade);
    }

    /** Format 1 has no field for the users' images that a model was trained on. */
    private static void upgrade(ObjectNode manifest) {
        if (manifest.path("format").asInt() < 2) {
            manifest.putArray("feedback");
        }
    }

    /**
     * Builds the network of a version in evaluation mode with its weights.
     *
     * @throws IOException if a file is missing or its hash differs from the manifest
     */
    public static Network network(Path folder, Manifest manifest) throws IOException {
        Map<String, Tensor> weights = new VersionFolder(folder).weights(manifest.files());
        Network network = Architecture.of(manifest.architecture())
                .build(
                        manifest.input().rows(),
                        manifest.input().columns(),
                        manifest.attributes().size());
        network.load(weights);
        network.eval();
        return network;
    }
}
