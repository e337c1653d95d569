package dev.gioconda.feedback;

/** What the texts of a record look like; plain loops, since 100,000 records are checked at once. */
final class Form {

    private static final String TIME = "0000-00-00T00:00:00Z";
    private static final String ID = "00000000-000000-";
    private static final int RANDOM_DIGITS = 16;

    private Form() {}

    static void require(boolean holds, String what, Object value, String expected) {
        if (!holds) {
            String shown = value.toString();
            throw new IllegalArgumentException("%s is \"%s\"; expected %s."
                    .formatted(what, shown.length() > 80 ? shown.substring(0, 80) + "..." : shown, expected));
        }
    }

    /** {@code 2026-11-24T10:15:00Z}. */
    static boolean time(String text) {
        return text.length() == TIME.length() && like(TIME, text);
    }

    /** {@code 20261124-101500-0123456789abcdef}. */
    static boolean id(String text) {
        return text.length() == ID.length() + RANDOM_DIGITS && like(ID, text) && hex(text, ID.length());
    }

    /** So many small hexadecimal digits. */
    static boolean hex(int digits, String text) {
        return text.length() == digits && hex(text, 0);
    }

    /** One to {@code longest} letters, digits and characters of {@code others}. */
    static boolean name(int longest, String others, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && others.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= longest;
    }

    /** Digits where the pattern has 0, its own characters elsewhere. */
    private static boolean like(String pattern, String text) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = text.charAt(i);
            if (pattern.charAt(i) == '0' ? c < '0' || c > '9' : c != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
