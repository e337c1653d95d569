package dev.gioconda.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store in a folder, a file an object. A file is written and forced to the disk under {@code .writing}, then linked
 * ({@code create}) or renamed ({@code put}) to its place, and the folders that lead to it are forced too. Links to elsewhere are
 * not followed.
 *
 * <p>Unlike in S3 a key cannot lie under another one: beside {@code a} there is no {@code a/b}. Any number of threads and of
 * processes may use one folder.
 */
public final class FolderStore implements ObjectStore {

    private final Path root;
    private final DurableFolders folders;

    /**
     * A store that is there or begins here.
     *
     * @param root the folder; the first object makes it
     */
    public FolderStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.folders = new DurableFolders(this.root);
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        try (SeekableByteChannel channel = open(pathOf(key))) {
            return Optional.of(read(channel, ReadLimits.check(key, channel.size())));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) throws IOException {
        ReadLimits.check(from, length);
        try (SeekableByteChannel channel = open(pathOf(key))) {
            channel.position(Math.min(from, channel.size()));
            return Optional.of(read(channel, (int) Math.min(length, channel.size() - channel.position())));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    @Override
    public boolean create(String key, ObjectContent content) throws IOException {
        Path target = pathOf(key);
        if (isObject(target)) {
            folders.syncParent(target); // its writer may have been killed before
            return false;
        }
        return write(key, content, draft -> draft.linkTo(target));
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        Path target = pathOf(key);
        write(key, content, draft -> draft.renameTo(target));
    }

    @Override
    public List<ObjectSummary> list(String prefix) throws IOException {
        return FolderListing.of(root, ObjectKeys.checkPrefix(prefix));
    }

    @Override
    public boolean delete(String key) throws IOException {
        Path target = pathOf(key);
        if (!isObject(target) || !Files.deleteIfExists(target)) {
            return false;
        }
        folders.syncParent(target);
        return true;
    }

    @Override
    public void close() {}

    /** The folder. */
    @Override
    public String toString() {
        return root.toString();
    }

    static boolean isObject(Path target) {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    }

    private Path pathOf(String key) {
        return root.resolve(ObjectKeys.check(key));
    }

    /** Brings a whole file to its place. */
    private interface DraftPublisher {
        boolean publish(DraftFile draft) throws IOException;
    }

    private boolean write(String key, ObjectContent content, DraftPublisher publisher) throws IOException {
        Path target = pathOf(key);
        try (DraftFile draft = DraftFile.write(folders.drafts(), content)) {
            folders.createParents(target);
            boolean written = publisher.publish(draft);
            folders.syncParent(target);
            return written;
        } catch (FileAlreadyExistsException taken) {
            throw new IOException(
                    "%s cannot keep %s: %s is in the way. In a folder no key may lie under another one; choose another key."
                            .formatted(root, key, taken.getFile()),
                    taken);
        } catch (UnsupportedOperationException noLinks) {
            throw new IOException(
                    "%s cannot keep %s: its file system knows no hard links. Put the store on another one."
                            .formatted(root, key),
                    noLinks);
        } catch (IOException failed) {
            String reason = failed instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : String.valueOf(failed.getMessage());
            throw new IOException(
                    "%s could not keep %s: %s. Free some space there, make it writable, or choose another store."
                            .formatted(root, key, reason),
                    failed);
        }
    }

    private static SeekableByteChannel open(Path target) throws IOException {
        if (!isObject(target)) {
            throw new NoSuchFileException(target.toString());
        }
        return Files.newByteChannel(target, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private static byte[] read(SeekableByteChannel channel, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        int last = 0;
        while (bytes.hasRemaining() && last >= 0) {
            last = channel.read(bytes);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
