package dev.gioconda.data.reader;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** A label as tables write it: a number, a decimal number, or a truth value. */
final class LabelValue {

    private static final Set<String> YES = Set.of("true", "yes", "wahr", "ja", "vrai", "oui", "verdadero", "vero");
    private static final Set<String> NO = Set.of("false", "no", "falsch", "nein", "faux", "non", "falso");

    private LabelValue() {}

    /** The whole number that a cell stands for, 1 and 0 for truth values; empty if it is something else. */
    static OptionalInt parse(String cell) {
        String text = cell.toLowerCase(Locale.ROOT);
        if (YES.contains(text) || NO.contains(text)) {
            return OptionalInt.of(YES.contains(text) ? 1 : 0);
        }
        String whole = text.replaceFirst("[.,]0*$", "");
        return whole.matches("[+-]?[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(whole)) : OptionalInt.empty();
    }
}
