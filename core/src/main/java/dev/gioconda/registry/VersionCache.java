package dev.gioconda.registry;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.Hashes;
import dev.gioconda.file.Trees;
import dev.gioconda.store.ObjectHash;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Versions on the local disk, each in a folder named by the SHA-256 of its manifest. A folder appears complete; its files are compared
 * with their hashes on every use.
 *
 * @param root created on first use
 */
record VersionCache(Path root) {

    /** The folder of a version, which may not exist. */
    Path folder(VersionManifest manifest) {
        return root.resolve(manifest.hash());
    }

    /** Whether a version is cached and undamaged. */
    boolean contains(VersionManifest manifest) throws IOException {
        Path target = folder(manifest);
        if (!Files.isDirectory(target) || !matches(target.resolve(VersionManifest.FILE), manifest.hash())) {
            return false;
        }
        for (Map.Entry<String, String> file : manifest.files().entrySet()) {
            if (!matches(target.resolve(file.getKey()), file.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** The folder of a version, downloaded if it is missing or damaged. */
    Path get(ObjectStore store, VersionManifest manifest) throws IOException {
        Path target = folder(manifest);
        if (contains(manifest)) {
            return target;
        }
        try {
            AtomicFiles.createFolder(target, draft -> {
                for (Map.Entry<String, String> file : manifest.files().entrySet()) {
                    download(store, manifest.id(), file.getKey(), file.getValue(), draft);
                }
                Files.write(draft.resolve(VersionManifest.FILE), manifest.bytes());
                if (!contains(manifest)) {
                    Trees.delete(target); // damaged
                }
            });
        } catch (FileSystemException failed) {
            if (!contains(manifest)) {
                throw failed;
            } // another process was faster
        }
        return target;
    }

    private static void download(ObjectStore store, VersionId id, String file, String hash, Path draft)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(draft.resolve(file))) {
            compare(store, id, file, hash, out::write);
        }
    }

    /** Reads a file of a version from the store and compares it with its hash. */
    static void compare(ObjectStore store, VersionId id, String file, String hash, ObjectHash.ChunkConsumer chunks)
            throws IOException {
        String found = ObjectHash.sha256(store, id.key(file), chunks)
                .orElseThrow(() -> new IOException(
                        "%s is incomplete: %s is missing in %s and listed in the manifest. Restore it from a backup, or add the version under another name."
                                .formatted(id, file, store)));
        if (!found.equals(hash)) {
            throw new IOException(
                    "%s of %s in %s was changed or damaged: its SHA-256 is %s, expected %s as in the manifest. Restore it from a backup, or add the version under another name."
                            .formatted(file, id, store, found, hash));
        }
    }

    private static boolean matches(Path file, String hash) throws IOException {
        return Files.isRegularFile(file) && Hashes.sha256(file).equals(hash);
    }
}
