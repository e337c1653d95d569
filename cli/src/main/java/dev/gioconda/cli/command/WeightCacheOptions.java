package dev.gioconda.cli.command;

import dev.gioconda.weights.fetch.OfficialFile;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.fetch.WeightCatalog;
import dev.gioconda.weights.fetch.WeightFolder;
import dev.gioconda.weights.fetch.WeightSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cache of official weights. */
public final class WeightCacheOptions {

    @Option(
            names = "--weight-cache",
            paramLabel = "FOLDER",
            description = "Cache of official weight files. Default: $GIOCONDA_CACHE, else ~/.cache/gioconda/weights.")
    private @Nullable Path cache;

    /** The known official files. */
    public WeightCatalog catalog() {
        return WeightCatalog.official();
    }

    /** The settings of the environment. */
    public WeightSettings environmentSettings() {
        return WeightSettings.of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The cache folder. */
    public WeightFolder folder() {
        Path cacheFolder = cache;
        return new WeightFolder(cacheFolder == null ? environmentSettings().folder() : cacheFolder);
    }

    /** The official weights in the cache. */
    public OfficialWeights weights() {
        return new OfficialWeights(catalog(), folder());
    }

    /** The file with this id, or the preferred file of this network, if possible with a checksum. */
    public OfficialFile find(String idOrNetwork) {
        List<OfficialFile> ofNetwork = catalog().of(idOrNetwork);
        return ofNetwork.stream()
                .filter(file -> file.checksum() != null)
                .findFirst()
                .orElseGet(() -> catalog().file(idOrNetwork));
    }
}
