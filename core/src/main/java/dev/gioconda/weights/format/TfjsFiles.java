package dev.gioconda.weights.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where manifests and shards of TensorFlow.js weights are stored. Error messages do not name the folder or archive. */
interface TfjsFiles {

    String MANIFEST_SUFFIX = "-weights_manifest.json";
    int MAX_FILES = 10_000; // with folders and links
    int MAX_NAME_CHARACTERS = 1_024;
    int MAX_FILE_BYTES = 64 << 20;
    int MAX_MANIFEST_BYTES = 1 << 20; // the largest of face-api has 28 kB
    int MAX_MANIFESTS = 64;

    /** The files of a folder, or of a gzip-compressed tar archive. */
    static TfjsFiles of(Path file) {
        return Files.isDirectory(file) ? new TfjsFolder(file) : new TfjsTar(file);
    }

    /** Reads names and sizes of all files, and the contents of the manifests. */
    Listing list() throws IOException;

    /** The contents of files, one after the other. */
    byte[] concatenated(List<String> names) throws IOException;

    /** Whether a file is a manifest; hidden ones are copies that some operating systems add to archives. */
    static boolean isManifest(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.endsWith(MANIFEST_SUFFIX) && !last.startsWith(".");
    }

    /** Rejects an entry whose name is too long, or that is one too many; folders and links count, too. */
    static void checkEntry(String name, int count) throws IOException {
        if (name.length() > MAX_NAME_CHARACTERS) {
            throw new IOException("the name %s has %d characters, expected at most %d"
                    .formatted(Excerpt.of(name), name.length(), MAX_NAME_CHARACTERS));
        }
        if (count > MAX_FILES) {
            throw new IOException("there are more than %d files, folders and links".formatted(MAX_FILES));
        }
    }

    /** Rejects a file that is too large, before memory for it is allocated. */
    static void checkSize(String name, long size) throws IOException {
        int limit = isManifest(name) ? MAX_MANIFEST_BYTES : MAX_FILE_BYTES;
        if (size < 0 || size > limit) {
            throw new IOException(
                    "the file %s has %d bytes, expected at most %d".formatted(Excerpt.of(name), size, limit));
        }
    }

    /**
     * All files.
     *
     * @param sizes in bytes, by name
     * @param manifests contents, by name
     */
    record Listing(Map<String, Long> sizes, Map<String, byte[]> manifests) {

        /** Adds a file; rejects more files, or more manifests, than any archive of weights has. */
        void add(String name, long size, byte[] contents) throws IOException {
            if (sizes.put(name, size) != null) {
                throw new IOException("there are two files %s".formatted(Excerpt.of(name)));
            }
            if (isManifest(name)) {
                manifests.put(name, contents);
            }
            if (sizes.size() > MAX_FILES || manifests.size() > MAX_MANIFESTS) {
                throw new IOException(
                        "there are more than %d files or %d manifests".formatted(MAX_FILES, MAX_MANIFESTS));
            }
        }
    }
}
