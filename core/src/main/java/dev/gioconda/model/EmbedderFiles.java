package dev.gioconda.model;

import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.tensor.Scoped;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A trained embedder on disk, see {@link VersionFolder}. */
public final class EmbedderFiles {

    private static final String EMBEDDER = "embedder"; // resource folder

    private EmbedderFiles() {}

    /** Writes an embedder with float16 weights; the folder must not exist. */
    public static EmbedderManifest write(Path folder, EmbedderManifest manifest, EmbeddingNet network, String card)
            throws IOException {
        try (PointerScope scope = new PointerScope()) {
            return new VersionFolder(folder).write(network.state(), ScalarType.Half, card, manifest::withFiles);
        }
    }

    /** Reads an embedder's manifest. */
    public static EmbedderManifest manifest(Path folder) throws IOException {
        return new VersionFolder(folder).manifest(EmbedderManifest.class, EmbedderManifest.FORMAT, manifest -> {});
    }

    /**
     * Builds an embedder's network in evaluation mode, which no scope owns, after the hash of every file was compared with the manifest.
     *
     * @throws IOException if the files were changed, or the weights are of another network
     */
    public static EmbeddingNet network(Path folder) throws IOException {
        EmbedderManifest manifest = manifest(folder);
        try {
            return Scoped.outside(() -> {
                EmbeddingNet network = new EmbeddingNet(manifest.widths());
                try (PointerScope scope = new PointerScope()) {
                    network.load(new VersionFolder(folder).weights(manifest.files()));
                }
                network.eval();
                return network;
            });
        } catch (IllegalArgumentException other) {
            throw new IOException(
                    "%s has the weights of another network: %s".formatted(folder, other.getMessage()), other);
        }
    }

    /** The folder of the embedder that is part of the program. */
    public static Path embedded() throws IOException {
        return Embedded.unpack(EMBEDDER);
    }
}
