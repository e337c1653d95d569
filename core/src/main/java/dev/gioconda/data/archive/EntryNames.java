package dev.gioconda.data.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Paths inside archives: forward slashes, no {@code ./}, nothing above the archive's root. */
public final class EntryNames {

    private static final Set<String> PICTURE_EXTENSIONS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "tif", "tiff");

    private static final Set<String> UNREADABLE_EXTENSIONS = Set.of("heic", "heif", "avif", "jxl");

    /** Names that file managers, network storage and archivers add, in lower case. */
    private static final Set<String> SYSTEM_NAMES = Set.of(
            "__macosx",
            "@eadir",
            "#recycle",
            "#snapshot",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "thumbs.db",
            "desktop.ini",
            "__pycache__");

    private EntryNames() {}

    /** The normalized form of a path, which tar, zip and Windows tools write differently. */
    static String normalize(String raw) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : segments(raw.replace('\\', '/'))) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> kept.pollLast();
                default -> kept.addLast(segment);
            }
        }
        return String.join("/", kept);
    }

    /** The parts of a path between slashes. */
    public static List<String> segments(String entry) {
        return List.of(entry.split("/", -1));
    }

    /** The last segment of a path. */
    public static String fileName(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1);
    }

    /** The file name without its last extension. */
    public static String stem(String entry) {
        String name = fileName(entry);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Whether the extension is that of a picture, outside of hidden folders. */
    public static boolean isPicture(String entry) {
        return PICTURE_EXTENSIONS.contains(extension(entry)) && !isHidden(entry);
    }

    /** Whether the extension is that of a picture in a format that is not read, such as HEIC. */
    public static boolean isUnreadablePicture(String entry) {
        return UNREADABLE_EXTENSIONS.contains(extension(entry)) && !isHidden(entry);
    }

    /** Whether a segment of the path begins with a dot or is a name that a system adds, such as {@code __MACOSX} or {@code @eaDir}. */
    public static boolean isHidden(String entry) {
        return segments(entry).stream()
                .anyMatch(
                        segment -> segment.startsWith(".") || SYSTEM_NAMES.contains(segment.toLowerCase(Locale.ROOT)));
    }

    private static String extension(String entry) {
        String name = fileName(entry);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
