package dev.gioconda.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the objects of a folder under a prefix. Anything but a regular file with a valid key is skipped. */
final class FolderListing extends SimpleFileVisitor<Path> {

    private final int rootLength;
    private final String prefix;
    private final List<ObjectStore.ObjectSummary> found = new ArrayList<>();

    private FolderListing(Path root, String prefix) {
        this.rootLength = root.toString().length();
        this.prefix = prefix;
    }

    static List<ObjectStore.ObjectSummary> of(Path root, String prefix) throws IOException {
        FolderListing listing = new FolderListing(root, prefix);
        Path start = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (Files.isDirectory(start)) {
            Files.walkFileTree(start, listing);
        }
        listing.found.sort(Comparator.comparing(ObjectStore.ObjectSummary::key));
        return listing.found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        String key = key(folder);
        boolean isOnPath = key.startsWith(prefix) || prefix.startsWith(key + "/");
        return key.isEmpty() || (isOnPath && ObjectKeys.isValid(key))
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String key = key(file);
        if (attributes.isRegularFile() && key.startsWith(prefix) && ObjectKeys.isValid(key)) {
            found.add(new ObjectStore.ObjectSummary(key, attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
        if (failed instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE; // deleted in the meantime
        }
        throw failed;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
        return failed == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failed);
    }

    private String key(Path path) {
        String full = path.toString(); // every path of the walk starts with the root
        int from = rootLength < full.length() && full.charAt(rootLength) == File.separatorChar
                ? rootLength + 1
                : rootLength;
        String key = full.substring(from);
        return File.separatorChar == '/' ? key : key.replace(File.separatorChar, '/');
    }
}
