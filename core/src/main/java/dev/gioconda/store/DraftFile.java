package dev.gioconda.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is not an object yet: written, forced to the disk, and gone when closed unless it was renamed.
 *
 * @param path of its own, in a folder that no listing shows
 */
record DraftFile(Path path) implements Closeable {

    /** Writes a draft; what was written of it is removed when that fails. */
    static DraftFile write(Path folder, ObjectContent content) throws IOException {
        DraftFile draft = new DraftFile(folder.resolve(UUID.randomUUID().toString()));
        boolean complete = false;
        try (InputStream in = SizeCheckedStream.open(content);
                FileChannel out =
                        FileChannel.open(draft.path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(in, out);
            out.force(true);
            complete = true;
            return draft;
        } finally {
            if (!complete) {
                draft.close();
            }
        }
    }

    /** Makes it an object of a new name; false when the name is an object's already. */
    boolean linkTo(Path target) throws IOException {
        try {
            Files.createLink(target, path);
            return true;
        } catch (FileAlreadyExistsException taken) {
            if (FolderStore.isObject(target)) {
                return false;
            }
            throw taken;
        }
    }

    /** Makes it an object in the place of one that may be there. */
    boolean renameTo(Path target) throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static void copy(InputStream in, FileChannel out) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }
}
