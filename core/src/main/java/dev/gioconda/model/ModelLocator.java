package dev.gioconda.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Resolves a model reference to the folder of a model version. The first match counts:
 *
 * <ol>
 *   <li>a folder with a {@code manifest.json};
 *   <li>a version in the store, if there is one, see {@link StoredModels};
 *   <li>a version below the folder of local models, see {@link LocalModels#find};
 *   <li>the model that is part of the program, for the name {@link LocalModels#EMBEDDED}.
 * </ol>
 *
 * @param localModels the models trained on this machine
 * @param storedModels looks up a reference in a store
 */
public record ModelLocator(LocalModels localModels, StoredModels storedModels) {

    /** Looks up references in a store of models. */
    @FunctionalInterface
    public interface StoredModels {

        /** No store. */
        StoredModels NONE = reference -> Optional.empty();

        /**
         * The local folder of a stored version.
         *
         * @param reference a name, which means its champion, or {@code name/version}
         * @return empty if the store has no model of that name and no such version
         * @throws IOException if the store fails, or the model has no champion
         */
        Optional<Path> find(String reference) throws IOException;
    }

    /** Resolves references without a store. */
    public static ModelLocator local(Path folder) {
        return new ModelLocator(new LocalModels(folder), StoredModels.NONE);
    }

    /**
     * The folder of the model version that a reference means.
     *
     * @param reference a folder, {@code name/version}, a version, or a name
     * @throws UnknownModelException if there is none
     */
    public Path find(String reference) throws IOException {
        Path folder = Path.of(reference);
        if (Files.isRegularFile(folder.resolve(ModelFiles.MANIFEST))) {
            return folder;
        }
        Optional<Path> version = storedModels.find(reference);
        if (version.isEmpty()) {
            version = localModels.find(reference);
        }
        if (version.isEmpty() && reference.equals(LocalModels.EMBEDDED)) {
            version = Optional.of(LocalModels.embedded());
        }
        return version.orElseThrow(() -> unknown(reference));
    }

    private UnknownModelException unknown(String reference) {
        return new UnknownModelException(
                "There is no model \"%s\": it is not a folder with a %s, and not in %s%s. Expected a folder, a name, or NAME/VERSION."
                        .formatted(
                                reference,
                                ModelFiles.MANIFEST,
                                localModels.folder().toAbsolutePath(),
                                storedModels.equals(StoredModels.NONE) ? "" : " or the store"));
    }
}
