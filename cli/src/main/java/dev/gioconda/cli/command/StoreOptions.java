package dev.gioconda.cli.command;

import dev.gioconda.model.Classifier;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where models and feedback are remembered. */
public final class StoreOptions {

    private static final String DEFAULT_FOLDER = "store";

    @Option(
            names = "--store",
            paramLabel = "FOLDER|s3://BUCKET/PREFIX",
            description =
                    "Where models are remembered. S3 is reached as AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and the other settings of AWS say. "
                            + "Default: $GIOCONDA_STORE, else ./store.")
    private @Nullable String store;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where models from a store are kept on this machine. Default: ~/.cache/gioconda/models.")
    private @Nullable Path cache;

    /** Whether the user named one, here or in the environment. */
    public boolean isNamed() {
        return store != null || System.getenv("GIOCONDA_STORE") != null;
    }

    /** Whether there is one to look into: named, or in its usual place. */
    public boolean isPresent() {
        return isNamed() || Files.isDirectory(Path.of(DEFAULT_FOLDER));
    }

    public ObjectStore open() throws IOException {
        String address = address();
        return UsageException.asUsageError(() -> Stores.open(address));
    }

    private String address() {
        return store == null ? System.getenv().getOrDefault("GIOCONDA_STORE", DEFAULT_FOLDER) : store;
    }

    /** The store's folder; this folder for one that is elsewhere. */
    public Path localFolder() {
        return Path.of(address().startsWith("s3:") ? "" : address());
    }

    /** The models of a store; those that do not load are neither taken in nor promoted. */
    public ModelRegistry registry(ObjectStore objectStore) {
        Path cacheFolder = cache;
        return new ModelRegistry(
                objectStore, cacheFolder == null ? defaultCache() : cacheFolder, Classifier::load, Clock.systemUTC());
    }

    private static Path defaultCache() {
        Path xdgCacheHome = Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", ""));
        Path caches = xdgCacheHome.isAbsolute() ? xdgCacheHome : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("gioconda").resolve("models");
    }

    /** The version that a user means: {@code NAME/VERSION}, or a name, which means its champion, else its last version. */
    public static VersionId resolveVersion(ModelRegistry registry, String reference) throws IOException {
        if (reference.contains("/")) {
            return UsageException.asUsageError(() -> VersionId.parse(reference));
        }
        VersionId champion =
                UsageException.asUsageError(() -> registry.champion(reference)).orElse(null);
        if (champion != null) {
            return champion;
        }
        List<VersionId> versions = registry.versions().stream()
                .filter(version -> version.name().equals(reference))
                .toList();
        if (versions.isEmpty()) {
            throw new IOException(
                    "There is no model \"%s\" in the store. \"gioconda models list\" says what there is, \"gioconda models add\" brings one there."
                            .formatted(reference));
        }
        return versions.get(versions.size() - 1);
    }
}
