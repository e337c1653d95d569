package dev.gioconda.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads a promotion log as what it is, a list of promotions some of which were taken back. */
final class Champions {

    private Champions() {}

    /** What a rollback would go back to: the version below the champion, where promotions pile up and rollbacks take off. */
    static Optional<String> before(List<LogEntry> history) {
        Deque<String> pile = new ArrayDeque<>();
        for (LogEntry entry : history) {
            if (entry.action() == LogEntry.Action.ROLLBACK) {
                while (!pile.isEmpty() && !entry.version().equals(pile.peek())) {
                    pile.pop();
                }
            }
            if (!entry.version().equals(pile.peek())) {
                pile.push(entry.version());
            }
        }
        Iterator<String> down = pile.iterator();
        if (down.hasNext()) {
            down.next();
        }
        return down.hasNext() ? Optional.of(down.next()) : Optional.empty();
    }
}
