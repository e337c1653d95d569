package dev.gioconda.registry;

import dev.gioconda.file.Hashes;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectHash;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Writes the folder of a version to a store: first its files, last its manifest, which makes it visible. */
record VersionWriter(ObjectStore store, SaveLease leases) {

    /** Reads the manifest of a folder and compares the files with it. */
    static VersionManifest read(Path folder) throws IOException {
        Path file = folder.resolve(VersionManifest.FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "%s is not a version of a model: it has no %s.".formatted(folder, VersionManifest.FILE));
        }
        VersionManifest manifest = VersionManifest.parse(file.toString(), Files.readAllBytes(file));
        for (Map.Entry<String, String> named : manifest.files().entrySet()) {
            Path path = folder.resolve(named.getKey());
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "%s lists %s, which is not a file in the same folder.".formatted(file, named.getKey()));
            }
            String found = Hashes.sha256(path);
            if (!found.equals(named.getValue())) {
                throw new IOException("%s was changed or damaged: its SHA-256 is %s, expected %s as in the manifest."
                        .formatted(path, found, named.getValue()));
            }
        }
        return manifest;
    }

    /** Writes a version. Equal files of an earlier attempt are not sent again. */
    void write(Path folder, VersionManifest manifest) throws IOException {
        VersionId id = manifest.id();
        String key = id.key(VersionManifest.FILE);
        if (exists(key, manifest)) {
            return;
        }
        SaveLease.LeaseHandle lease = leases.acquire(id);
        for (Map.Entry<String, String> file : manifest.files().entrySet()) {
            if (!store.create(id.key(file.getKey()), ObjectContent.of(folder.resolve(file.getKey())))) {
                compareOrphan(id, file.getKey(), file.getValue());
            }
        }
        leases.requireActive(id, lease);
        try {
            if (!store.create(key, ObjectContent.of(manifest.bytes()))) {
                exists(key, manifest);
            }
        } catch (IOException failure) {
            if (!exists(key, manifest)) {
                throw failure;
            }
        }
        leases.release(lease);
    }

    /** Whether an equal version exists; throws for a different one with the same name. */
    private boolean exists(String key, VersionManifest manifest) throws IOException {
        Optional<byte[]> stored = store.get(key);
        if (stored.isPresent() && !Arrays.equals(stored.get(), manifest.bytes())) {
            throw new IOException(
                    "%s exists in %s with other content; versions are immutable. Save under another version."
                            .formatted(manifest.id(), store));
        }
        return stored.isPresent();
    }

    private void compareOrphan(VersionId id, String file, String hash) throws IOException {
        String found = ObjectHash.sha256(store, id.key(file), chunk -> {}).orElse("");
        if (!found.equals(hash)) {
            throw new IOException(
                    "%s in %s has a %s with SHA-256 %s from an incomplete save of another version; expected %s. Collect garbage to delete it, or save under another version."
                            .formatted(id, store, file, found, hash));
        }
    }
}
