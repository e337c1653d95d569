package dev.gioconda.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * New files and folders that only their owner can read: mode 0600 and 0700, whatever the umask is. The modes of existing ones do not
 * change. On a file system without POSIX permissions they get that file system's default.
 */
public final class PrivateFiles {

    private static final Set<OpenOption> ANY_FILE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    private static final Set<OpenOption> NEW_FILE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private PrivateFiles() {}

    /** Creates a folder and its missing parents. */
    public static Path createFolders(Path folder) throws IOException {
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, mode(folder, "rwx------"));
    }

    /** Opens a new file for writing. */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, NEW_FILE, mode(file, "rw-------"));
    }

    /** Opens a file for writing, which is created if it does not exist. */
    static FileChannel openOrCreate(Path file) throws IOException {
        return FileChannel.open(file, ANY_FILE, mode(file, "rw-------"));
    }

    /** Writes a new file. */
    public static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = create(file)) {
            FileChannels.writeFully(channel, ByteBuffer.wrap(bytes));
        }
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
