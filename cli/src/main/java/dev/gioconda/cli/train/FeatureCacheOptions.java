package dev.gioconda.cli.train;

import dev.gioconda.train.FeatureStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cache of the outputs of frozen layers. */
public final class FeatureCacheOptions {

    @Option(
            names = "--feature-cache",
            paramLabel = "FOLDER",
            description = "Cache of the outputs of frozen layers. Default: ~/.cache/gioconda/features.")
    private @Nullable Path folder;

    @Option(
            names = "--feature-limit",
            paramLabel = "GIB",
            description = "Maximum size of this cache. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8")
    private double limitGib = 8;

    /** The cache. */
    public FeatureStore store() {
        FeatureStore defaults = FeatureStore.forCurrentUser();
        return new FeatureStore(folder == null ? defaults.folder() : folder, (long) (limitGib * (1L << 30)));
    }
}
