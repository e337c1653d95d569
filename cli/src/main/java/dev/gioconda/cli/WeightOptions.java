package dev.gioconda.cli;

import dev.gioconda.weights.Catalogue;
import dev.gioconda.weights.OfficialFile;
import dev.gioconda.weights.WeightFolder;
import dev.gioconda.weights.WeightSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where official weights are kept. */
final class WeightOptions {

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where weights are kept. Default: $GIOCONDA_CACHE, else ~/.cache/gioconda/weights.")
    private @Nullable Path cache;

    /** The official files. */
    Catalogue catalogue() {
        return Catalogue.official();
    }

    /** As the environment says. */
    WeightSettings settings() {
        return WeightSettings.of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    WeightFolder folder() {
        Path chosen = cache;
        return new WeightFolder(chosen == null ? settings().folder() : chosen);
    }

    /** The file of that id, or the preferred one of that network that can be checked. */
    OfficialFile find(String idOrNetwork) {
        List<OfficialFile> ofNetwork = catalogue().of(idOrNetwork);
        return ofNetwork.stream()
                .filter(file -> file.checksum() != null)
                .findFirst()
                .orElseGet(() -> catalogue().file(idOrNetwork));
    }
}
