package dev.gioconda.registry;

import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Versions on the local disk, each in a folder named after its manifest's SHA-256 and therefore never another one. A folder
 * appears whole; its files are compared with their hashes each time.
 *
 * @param root made when it is needed
 */
record VersionCache(Path root) {

    /** Where a version lies or would lie. */
    Path place(VersionManifest manifest) {
        return root.resolve(manifest.hash());
    }

    /** Whether it is here and undamaged. */
    boolean contains(VersionManifest manifest) throws IOException {
        Path target = place(manifest);
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

    /** The version's folder, brought here if need be. */
    Path get(ObjectStore store, VersionManifest manifest) throws IOException {
        Path target = place(manifest);
        if (contains(manifest)) {
            return target;
        }
        Path draft = Files.createDirectories(root.resolve("." + UUID.randomUUID()));
        try {
            for (Map.Entry<String, String> file : manifest.files().entrySet()) {
                download(store, manifest.id(), file.getKey(), file.getValue(), draft);
            }
            Files.write(draft.resolve(VersionManifest.FILE), manifest.bytes());
            place(draft, target, manifest);
        } finally {
            remove(draft);
        }
        return target;
    }

    private void place(Path draft, Path target, VersionManifest manifest) throws IOException {
        if (Files.isDirectory(target) && !contains(manifest)) {
            remove(target); // damaged
        }
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!contains(manifest)) {
                throw taken;
            } // another process was faster
        }
    }

    private static void download(ObjectStore store, VersionId id, String file, String hash, Path draft)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(draft.resolve(file))) {
            compare(store, id, file, hash, out::write);
        }
    }

    /** Reads a file of a version from the store and compares it with its hash. */
    static void compare(ObjectStore store, VersionId id, String file, String hash, Sha256.ChunkConsumer chunks)
            throws IOException {
        String found = Sha256.of(store, id.key(file), chunks)
                .orElseThrow(() -> new IOException(
                        "%s is not whole: %s is missing in %s, though the manifest names it. Restore it from a copy, or add the version again under another name."
                                .formatted(id, file, store)));
        if (!found.equals(hash)) {
            throw new IOException(
                    "%s of %s in %s was changed or damaged: its SHA-256 is %s, the manifest says %s. It is not used; restore it from a copy, or add the version again under another name."
                            .formatted(file, id, store, found, hash));
        }
    }

    private static boolean matches(Path file, String hash) throws IOException {
        return Files.isRegularFile(file) && Sha256.of(file).equals(hash);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
