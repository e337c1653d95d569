package dev.gioconda.cli.train;

import dev.gioconda.train.FeatureStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the outputs of frozen layers are kept. */
public final class FeatureCacheOptions {

    @Option(
            names = "--feature-cache",
            paramLabel = "FOLDER",
            description =
                    "Where the outputs of frozen layers are kept. Default: gioconda/features in the user's cache.")
    private @Nullable Path folder;

    @Option(
            names = "--feature-limit",
            paramLabel = "GIB",
            description = "How much is kept there at most. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8")
    private double limitGib = 8;

    public FeatureStore store() {
        FeatureStore defaults = FeatureStore.forCurrentUser();
        return new FeatureStore(folder == null ? defaults.folder() : folder, (long) (limitGib * (1L << 30)));
    }
}
