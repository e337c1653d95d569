package dev.gioconda.store;

/** The format of keys: parts of letters, digits, {@code . _ -}, joined by slashes, which is valid in every file system and in S3. */
public final class ObjectKeys {

    private static final int MAX_LENGTH = 512;
    private static final int MAX_PART_LENGTH = 128;
    private static final int MAX_PARTS = 16;

    private ObjectKeys() {}

    /**
     * Returns a valid key.
     *
     * @throws IllegalArgumentException for an invalid key
     */
    public static String check(String key) {
        if (!isValid(key)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a key of the store: expected parts of letters, digits, \".\", \"_\" and \"-\", none of them beginning with \".\" or \"-\", joined by \"/\"."
                            .formatted(key.length() > 100 ? key.substring(0, 100) + "..." : key));
        }
        return key;
    }

    /**
     * Returns a valid prefix for a listing: empty, a key, the beginning of a key, or a key and a slash.
     *
     * @throws IllegalArgumentException if no key can have this prefix
     */
    public static String checkPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            check(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
        }
        return prefix;
    }

    /** Whether a text is a valid key. */
    public static boolean isValid(String key) {
        int parts = 1;
        int from = 0; // start of the part
        for (int i = 0; i < key.length(); i++) { // no regular expression: listings call it for every file
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
