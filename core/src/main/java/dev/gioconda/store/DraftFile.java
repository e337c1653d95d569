package dev.gioconda.store;

import dev.gioconda.file.PrivateFiles;
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
import java.util.UUID;

/**
 * The temporary file of an object: readable only by its owner, written and forced to the disk, then linked or renamed to its place, and deleted when closed.
 *
 * @param path unique, in a folder that is not listed
 */
record DraftFile(Path path) implements Closeable {

    /** Writes a draft; an incomplete draft is deleted on failure. */
    static DraftFile write(Path folder, ObjectContent content) throws IOException {
        DraftFile draft = new DraftFile(folder.resolve(UUID.randomUUID().toString()));
        boolean complete = false;
        try (InputStream in = SizeCheckedStream.open(content);
                FileChannel out = PrivateFiles.create(draft.path)) {
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

    /** Publishes it as a new object; false if the object exists. */
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

    /** Publishes it as an object and replaces an existing one. */
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
