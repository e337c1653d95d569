package dev.gioconda.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known name that is most similar to a mistyped one. */
final class NameSuggestion {

    private NameSuggestion() {}

    /** The known name with the least edit distance, ignoring case; empty if more than a third of the letters differ. */
    static Optional<String> of(String input, List<String> known) {
        String wanted = input.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name ->
                        3 * distance(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(wanted.length(), name.length()))
                .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /** Levenshtein distance: the least number of insertions, deletions and substitutions. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }
}
