package dev.gioconda.model;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.Hashes;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.file.Trees;
import dev.gioconda.file.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Unpacks the resources of the program: the model {@code smile}, the backbone and the fast styles. They are unpacked once into the user's
 * cache, in a folder named by the hash of the manifest, which has the hashes of the other files; these are verified when they are read.
 */
final class Embedded {

    private static final int HASH_DIGITS = 16;
    private static final Map<String, Path> UNPACKED = new HashMap<>();

    private Embedded() {}

    /** The folder of an embedded version. */
    static synchronized Path unpack(String name) throws IOException {
        Path known = UNPACKED.get(name);
        if (known != null && Files.isDirectory(known)) {
            return known;
        }
        Path folder = unpack(name, UserCache.folder().resolve("embedded"));
        UNPACKED.put(name, folder);
        return folder;
    }

    /** Unpacks a version into a cache; if that is not possible, into a temporary folder that is deleted when the program ends. */
    static Path unpack(String name, Path cache) throws IOException {
        String hash = Hashes.sha256(resource(name, VersionFolder.MANIFEST));
        Path folder = cache.resolve("%s-%s".formatted(name.replace('/', '-'), hash.substring(0, HASH_DIGITS)));
        if (!cache.isAbsolute()) { // the user has no home folder
            return temporary(name);
        }
        try {
            update(folder, name);
            return folder;
        } catch (IOException notWritable) { // such as a read-only home folder, or a full disk
            return temporary(name);
        }
    }

    /** Writes the folder unless it is complete; several processes may do so at once. */
    private static void update(Path folder, String name) throws IOException {
        boolean exists = Files.isDirectory(folder);
        if (exists && isComplete(folder, name)) {
            return;
        }
        if (exists) {
            Trees.delete(folder);
        }
        PrivateFiles.createFolders(Objects.requireNonNull(folder.getParent()));
        try {
            AtomicFiles.createFolder(folder, draft -> write(draft, name));
        } catch (FileSystemException failed) {
            if (!isComplete(folder, name)) { // else another process has unpacked it meanwhile
                throw failed;
            }
        }
    }

    /** Whether the manifest is that of the program and the other files have their sizes. */
    private static boolean isComplete(Path folder, String name) throws IOException {
        for (String file : VersionFolder.FILES) {
            Path stored = folder.resolve(file);
            if (!Files.isRegularFile(stored) || Files.size(stored) != size(name, file)) {
                return false;
            }
        }
        return Arrays.equals(
                Files.readAllBytes(folder.resolve(VersionFolder.MANIFEST)), resource(name, VersionFolder.MANIFEST));
    }

    private static Path temporary(String name) throws IOException {
        Path folder = Files.createTempDirectory("gioconda-model");
        folder.toFile().deleteOnExit(); // entries are deleted in the reverse order
        VersionFolder.FILES.forEach(file -> folder.resolve(file).toFile().deleteOnExit());
        write(folder, name);
        return folder;
    }

    private static void write(Path folder, String name) throws IOException {
        for (String file : VersionFolder.FILES) {
            Files.write(folder.resolve(file), resource(name, file));
        }
    }

    private static byte[] resource(String name, String file) throws IOException {
        try (InputStream in = open(name, file).getInputStream()) {
            return in.readAllBytes();
        }
    }

    /** The size of a file, which is not read. */
    private static long size(String name, String file) throws IOException {
        return open(name, file).getContentLengthLong();
    }

    private static URLConnection open(String name, String file) throws IOException {
        URL resource = Embedded.class.getResource(name + "/" + file);
        if (resource == null) {
            throw new IOException("The embedded %s is not part of this build: %s is missing.".formatted(name, file));
        }
        return resource.openConnection();
    }
}
