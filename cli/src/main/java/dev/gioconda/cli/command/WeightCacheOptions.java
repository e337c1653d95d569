package dev.gioconda.cli.command;

import dev.gioconda.weights.fetch.OfficialFile;
import dev.gioconda.weights.fetch.WeightCatalog;
import dev.gioconda.weights.fetch.WeightFolder;
import dev.gioconda.weights.fetch.WeightSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where official weights are kept. */
public final class WeightCacheOptions {

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where weights are kept. Default: $GIOCONDA_CACHE, else ~/.cache/gioconda/weights.")
    private @Nullable Path cache;

    /** The official files. */
    public WeightCatalog catalog() {
        return WeightCatalog.official();
    }

    /** As the environment says. */
    public WeightSettings environmentSettings() {
        return WeightSettings.of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    public WeightFolder folder() {
        Path cacheFolder = cache;
        return new WeightFolder(cacheFolder == null ? environmentSettings().folder() : cacheFolder);
    }

    /** The file of that id, or the preferred one of that network that can be checked. */
    public OfficialFile find(String idOrNetwork) {
        List<OfficialFile> ofNetwork = catalog().of(idOrNetwork);
        return ofNetwork.stream()
                .filter(file -> file.checksum() != null)
                .findFirst()
                .orElseGet(() -> catalog().file(idOrNetwork));
    }
}
