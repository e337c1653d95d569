package dev.gioconda.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens stores by their addresses. */
public final class Stores {

    private Stores() {}

    /**
     * Opens a store.
     *
     * @param address a folder, which may not exist, or {@code s3://bucket/prefix}; endpoint, region and credentials of S3 are those
     *     of the environment, as for every AWS tool
     * @throws IllegalArgumentException for any other address, or if the environment has no region
     */
    public static ObjectStore open(String address) throws IOException {
        if (address.startsWith(S3Address.SCHEME)) {
            S3Address bucket = S3Address.parse(address);
            return new S3Store(S3Connection.open(), bucket, S3Multipart.DEFAULT_PART_BYTES);
        }
        Path folder = folder(address);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("%s is a file; a store is a folder or s3://BUCKET/PREFIX.".formatted(address));
        }
        return new FolderStore(folder);
    }

    private static Path folder(String address) {
        try {
            if (!address.isBlank() && !address.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
                return Path.of(address);
            }
        } catch (InvalidPathException impossible) {
            throw invalidAddress(address);
        }
        throw invalidAddress(address);
    }

    private static IllegalArgumentException invalidAddress(String address) {
        return new IllegalArgumentException(
                "\"%s\" is not a store: expected a folder, such as ./store, or s3://BUCKET/PREFIX.".formatted(address));
    }
}
