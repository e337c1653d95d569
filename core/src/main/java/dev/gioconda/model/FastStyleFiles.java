package dev.gioconda.model;

import dev.gioconda.nn.TransformNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A fast style on disk, see {@link VersionFolder}. */
public final class FastStyleFiles {

    /** The styles that are part of the program. */
    public static final List<String> SHIPPED = List.of("starry-night", "great-wave", "composition-vii");

    private FastStyleFiles() {}

    /** Writes a style with float16 weights; the folder must not exist. */
    public static FastStyleManifest write(
            Path folder, FastStyleManifest manifest, Map<String, Tensor> weights, String card) throws IOException {
        return new VersionFolder(folder).write(weights, ScalarType.Half, card, manifest::withFiles);
    }

    /**
     * The folder of a style.
     *
     * @param style one of {@link #SHIPPED}, or the folder of a trained style
     * @throws IllegalArgumentException when it is neither
     */
    public static Path find(String style) throws IOException {
        if (SHIPPED.contains(style)) {
            return Embedded.unpack("styles/" + style);
        }
        Path folder = Path.of(style);
        if (!Files.isRegularFile(folder.resolve(VersionFolder.MANIFEST))) {
            throw new IllegalArgumentException(
                    "There is no fast style \"%s\": expected one of %s, or the folder of a trained fast style."
                            .formatted(style, SHIPPED));
        }
        return folder;
    }

    /** Reads a style's manifest. */
    public static FastStyleManifest manifest(Path folder) throws IOException {
        return new VersionFolder(folder).manifest(FastStyleManifest.class, FastStyleManifest.FORMAT, manifest -> {});
    }

    /** Reads a style's network, after the hash of every file was compared with the manifest. */
    public static TransformNet network(Path folder, FastStyleManifest manifest) throws IOException {
        TransformNet network = new TransformNet();
        network.load(new VersionFolder(folder).weights(manifest.files()));
        network.eval();
        return network;
    }
}
