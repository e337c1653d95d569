package dev.gioconda.model;

import dev.gioconda.nn.DetectorNet;
import dev.gioconda.tensor.Scoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A detector on disk, see {@link VersionFolder}. */
public final class DetectorFiles {

    private static final String EMBEDDED = "detector"; // resource folder

    private DetectorFiles() {}

    /** Writes a detector with float16 weights; the folder must not exist. */
    public static DetectorManifest write(
            Path folder, DetectorManifest manifest, Map<String, Tensor> weights, String card) throws IOException {
        return new VersionFolder(folder).write(weights, ScalarType.Half, card, manifest::withFiles);
    }

    /** The folder of the face detector that is part of the program. */
    public static Path embedded() throws IOException {
        return Embedded.unpack(EMBEDDED);
    }

    /** Whether a folder contains a version. */
    public static boolean isVersion(Path folder) {
        return Files.isRegularFile(folder.resolve(VersionFolder.MANIFEST));
    }

    /** Reads a detector's manifest. */
    public static DetectorManifest manifest(Path folder) throws IOException {
        return new VersionFolder(folder).manifest(DetectorManifest.class, DetectorManifest.FORMAT, manifest -> {});
    }

    /** Reads a detector's network in evaluation mode, which no scope owns, after the hash of every file was compared with the manifest. */
    public static DetectorNet network(Path folder, DetectorManifest manifest) throws IOException {
        return Scoped.outside(() -> {
            DetectorNet network = new DetectorNet();
            network.load(new VersionFolder(folder).weights(manifest.files()));
            network.eval();
            return network;
        });
    }
}
