package dev.gioconda.cli.command;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.file.UserCache;
import dev.gioconda.model.Classifier;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The object store of models, feedback and tuned presets. */
public final class StoreOptions {

    private static final String DEFAULT_FOLDER = "store";

    @Option(
            names = "--store",
            paramLabel = "FOLDER|s3://BUCKET/PREFIX",
            description =
                    "The object store of models, feedback and tuned presets. S3 is configured with the usual AWS variables "
                            + "(AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, ...). Default: $GIOCONDA_STORE, else ./store, or no store where the command can work without one.")
    private @Nullable String store;

    @Option(
            names = "--model-cache",
            paramLabel = "FOLDER",
            description = "Local cache of models from the store. Default: ~/.cache/gioconda/models.")
    private @Nullable Path cache;

    /** Uses an open store. */
    @FunctionalInterface
    public interface StoreAction<T> {
        T run(ObjectStore store) throws IOException;
    }

    /** Uses the feedback of an open store. */
    @FunctionalInterface
    public interface FeedbackAction {
        int run(FeedbackLog log) throws IOException;
    }

    /** Opens the store, runs the action, and closes the store. */
    public <T> T use(StoreAction<T> action) throws IOException {
        try (ObjectStore objectStore = open()) {
            return action.run(objectStore);
        }
    }

    /**
     * Opens the store, runs the action on its feedback, and closes the store.
     *
     * @return the action's exit code
     */
    public int useFeedback(FeedbackAction action) throws IOException {
        return use(objectStore -> action.run(new FeedbackLog(objectStore, Clock.systemUTC())));
    }

    /** Whether a store is named by the option or by the environment. */
    public boolean isNamed() {
        return store != null || System.getenv("GIOCONDA_STORE") != null;
    }

    /** Whether a store is named or the default folder exists. */
    public boolean isPresent() {
        return isNamed() || Files.isDirectory(Path.of(DEFAULT_FOLDER));
    }

    private ObjectStore open() throws IOException {
        String address = address();
        return UsageException.asUsageError(() -> Stores.open(address));
    }

    private String address() {
        return store == null ? System.getenv().getOrDefault("GIOCONDA_STORE", DEFAULT_FOLDER) : store;
    }

    /** The folder of a local store; the working directory for a remote store. */
    public Path localFolder() {
        return Path.of(address().startsWith("s3:") ? "" : address());
    }

    /** The model registry of a store; models that do not load are neither added nor promoted. */
    public ModelRegistry registry(ObjectStore objectStore) {
        Path cacheFolder = cache;
        return new ModelRegistry(
                objectStore,
                cacheFolder == null ? UserCache.folder().resolve("models") : cacheFolder,
                Classifier::load,
                Clock.systemUTC());
    }

    /** Resolves {@code NAME/VERSION}, or a name, which stands for its champion. */
    public static VersionId resolveVersion(ModelRegistry registry, String reference) throws IOException {
        if (reference.contains("/")) {
            UsageException.asUsageError(() -> VersionId.parse(reference));
        }
        return registry.find(reference)
                .orElseThrow(() -> new IOException(
                        "There is no model \"%s\" in the store. \"gioconda models list\" lists its models; \"gioconda models add\" adds one."
                                .formatted(reference)));
    }
}
