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
 * A store in a folder with one file per object. A file is written and forced to the disk under {@code .writing}, then linked
 * ({@code create}) or renamed ({@code put}) to its place, and its parent folders are forced to the disk as well. Symbolic links
 * are not followed, neither those of objects nor those of folders; the store's own folder may be one. New files and folders are
 * accessible only to their owner.
 *
 * <p>Unlike in S3, a key cannot be a prefix folder of another key: {@code a} and {@code a/b} cannot both exist. Any number of threads
 * and processes may use one folder.
 */
public final class FolderStore implements ObjectStore {

    private final Path root;
    private final DurableFolders folders;

    /**
     * A store in an existing or new folder.
     *
     * @param root the folder; created with the first object
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
        if (isStored(target)) {
            folders.syncParent(target); // its writer may not have forced the folder yet
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
        String folder = ObjectKeys.checkPrefix(prefix).substring(0, prefix.lastIndexOf('/') + 1);
        if (folders.linkAbove(root.resolve(folder).resolve("any")).isPresent()) {
            return List.of();
        }
        return FolderListing.of(Files.isSymbolicLink(root) ? root.toRealPath() : root, prefix);
    }

    @Override
    public boolean delete(String key) throws IOException {
        Path target = pathOf(key);
        if (!isStored(target) || !Files.deleteIfExists(target)) {
            return false;
        }
        folders.syncParent(target);
        return true;
    }

    @Override
    public void close() {}

    /** The path of the folder. */
    @Override
    public String toString() {
        return root.toString();
    }

    static boolean isObject(Path target) {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isStored(Path target) {
        return isObject(target) && folders.linkAbove(target).isEmpty();
    }

    private Path pathOf(String key) {
        return root.resolve(ObjectKeys.check(key));
    }

    /** Moves a complete draft to its place. */
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
                    "%s cannot store %s: %s exists. In a folder no key can be below another key; choose another key."
                            .formatted(root, key, taken.getFile()),
                    taken);
        } catch (UnsupportedOperationException noLinks) {
            throw new IOException(
                    "%s cannot store %s: the file system does not support hard links. Use another file system."
                            .formatted(root, key),
                    noLinks);
        } catch (LinkedFolderException linked) {
            throw new IOException("%s cannot store %s: %s.".formatted(root, key, linked.getMessage()), linked);
        } catch (IOException failed) {
            String reason = failed instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : String.valueOf(failed.getMessage());
            throw new IOException(
                    "%s could not store %s: %s. Free disk space, make the folder writable, or choose another store."
                            .formatted(root, key, reason),
                    failed);
        }
    }

    private SeekableByteChannel open(Path target) throws IOException {
        if (!isStored(target)) {
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
