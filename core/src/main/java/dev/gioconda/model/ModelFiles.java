package dev.gioconda.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
     * @param folder the version's folder; must not be there yet
     * @param dtype the type weights are stored in
     * @return the manifest with the files' hashes
     */
    public static Manifest write(
            Path folder, Manifest manifest, Map<String, Tensor> weights, ScalarType dtype, String card)
            throws IOException {
        return new VersionFolder(folder)
                .write(
                        weights,
                        dtype,
                        card,
                        hashes -> new Manifest(
                                Manifest.FORMAT,
                                manifest.name(),
                                manifest.version(),
                                manifest.architecture(),
                                manifest.output(),
                                manifest.input(),
                                manifest.normalization(),
                                manifest.flipAverage(),
                                manifest.attributes(),
                                manifest.target(),
                                manifest.calibration(),
                                manifest.metrics(),
                                manifest.data(),
                                manifest.recipe(),
                                manifest.parent(),
                                manifest.feedback(),
                                hashes));
    }

    /** Reads a version's manifest. */
    public static Manifest manifest(Path folder) throws IOException {
        return new VersionFolder(folder).manifest(Manifest.class, Manifest.FORMAT, ModelFiles::upgrade);
    }

    /**
     * Reads the manifest of a version that lies elsewhere.
     *
     * @param json its text
     * @param origin where it lies, for messages
     */
    public static Manifest manifest(String json, String origin) throws IOException {
        return VersionFolder.manifest(json, origin, Manifest.class, Manifest.FORMAT, ModelFiles::upgrade);
    }

    /** Format 1 knew no pictures from users. */
    private static void upgrade(ObjectNode manifest) {
        if (manifest.path("format").asInt() < 2) {
            manifest.putArray("feedback");
        }
    }

    /** Reads a version's weights into a fresh network, after every file's hash agreed with the manifest. */
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

    /** The lower-case hexadecimal SHA-256 of bytes. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
