package dev.gioconda.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A pretrained backbone on disk, see {@link VersionFolder}. */
public final class BackboneFiles {

    private BackboneFiles() {}

    /** Writes a backbone with float16 weights; the folder must not exist. */
    public static BackboneManifest write(
            Path folder, BackboneManifest manifest, Map<String, Tensor> weights, String card) throws IOException {
        return new VersionFolder(folder).write(weights, ScalarType.Half, card, manifest::withFiles);
    }

    /** Reads a backbone's manifest. */
    public static BackboneManifest manifest(Path folder) throws IOException {
        return new VersionFolder(folder).manifest(BackboneManifest.class, BackboneManifest.FORMAT, manifest -> {});
    }

    /** Reads a backbone's weights, after the hash of every file was compared with the manifest. */
    public static Map<String, Tensor> weights(Path folder, BackboneManifest manifest) throws IOException {
        return new VersionFolder(folder).weights(manifest.files());
    }
}
