package dev.gioconda.store;

import java.util.regex.Pattern;

/** What a key may look like: parts of letters, digits, {@code . _ -}, joined by slashes, so that it means the same everywhere. */
public final class Keys {

    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,127}){0,15}");
    private static final int LONGEST = 512;

    private Keys() {}

    /**
     * The key itself.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static String check(String key) {
        if (!allows(key)) {
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
    public static boolean allows(String key) {
        return key.length() <= LONGEST && KEY.matcher(key).matches();
    }
}
