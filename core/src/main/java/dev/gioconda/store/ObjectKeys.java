package dev.gioconda.store;

/** What a key may look like: parts of letters, digits, {@code . _ -}, joined by slashes, so that it means the same everywhere. */
public final class ObjectKeys {

    private static final int MAX_LENGTH = 512;
    private static final int MAX_PART_LENGTH = 128;
    private static final int MAX_PARTS = 16;

    private ObjectKeys() {}

    /**
     * The key itself.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static String check(String key) {
        if (!isValid(key)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no key of the store: expected parts of letters, digits, \".\", \"_\" and \"-\", none of them beginning with \".\" or \"-\", joined by \"/\"."
                            .formatted(key.length() > 100 ? key.substring(0, 100) + "..." : key));
        }
        return key;
    }

    /**
     * What listings may ask for: nothing, a key, the beginning of one, or a key and a slash.
     *
     * @return the prefix itself
     * @throws IllegalArgumentException when no key can begin so
     */
    public static String checkPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            check(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
        }
        return prefix;
    }

    /** Whether this is a key. */
    public static boolean isValid(String key) {
        int parts = 1;
        int from = 0; // of the part
        for (int i = 0; i < key.length(); i++) { // by hand: listings ask it of every file
            char c = key.charAt(i);
            if (c == '/') {
                if (i == from || ++parts > MAX_PARTS) {
                    return false;
                }
                from = i + 1;
            } else if (!(isWord(c) || (i > from && (c == '.' || c == '-'))) || i - from >= MAX_PART_LENGTH) {
                return false;
            }
        }
        return from < key.length() && key.length() <= MAX_LENGTH;
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
