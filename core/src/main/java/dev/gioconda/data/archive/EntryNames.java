package dev.gioconda.data.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Paths inside archives: forward slashes, no {@code ./}, nothing above the archive's root. */
public final class EntryNames {

    private static final Set<String> PICTURE_EXTENSIONS = Set.of("jpg", "jpeg", "png");

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

    /** Whether the extension is that of a picture; the metadata files that macOS adds to archives are excluded. */
    public static boolean isPicture(String entry) {
        String name = fileName(entry);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return PICTURE_EXTENSIONS.contains(extension) && !name.startsWith(".") && !entry.startsWith("__MACOSX/");
    }
}
