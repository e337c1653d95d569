package dev.gioconda.feedback;

/** Formats of the text fields of a record; plain loops instead of regular expressions, since 100,000 records are read at once. */
final class FieldFormats {

    private static final String TIME = "0000-00-00T00:00:00Z";
    private static final String ID = "00000000-000000-";
    private static final int RANDOM_DIGITS = 16;

    private FieldFormats() {}

    static void require(boolean valid, String field, Object value, String expected) {
        if (!valid) {
            String quoted = value.toString();
            throw new IllegalArgumentException("%s is \"%s\"; expected %s."
                    .formatted(field, quoted.length() > 80 ? quoted.substring(0, 80) + "..." : quoted, expected));
        }
    }

    /** {@code 2026-11-24T10:15:00Z}. */
    static boolean isTime(String text) {
        return text.length() == TIME.length() && matchesPattern(TIME, text);
    }

    /** {@code 20261124-101500-0123456789abcdef}. */
    static boolean isId(String text) {
        return text.length() == ID.length() + RANDOM_DIGITS && matchesPattern(ID, text) && isHex(text, ID.length());
    }

    /** A number of lower-case hexadecimal digits. */
    static boolean isHex(int digits, String text) {
        return text.length() == digits && isHex(text, 0);
    }

    /** 1 to {@code maxLength} letters, digits and characters of {@code extraCharacters}. */
    static boolean isName(int maxLength, String extraCharacters, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && extraCharacters.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= maxLength;
    }

    /** Whether the text has digits where the pattern has 0, and the pattern's characters elsewhere. */
    private static boolean matchesPattern(String pattern, String text) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = text.charAt(i);
            if (pattern.charAt(i) == '0' ? c < '0' || c > '9' : c != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
