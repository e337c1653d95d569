package dev.gioconda.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads a promotion log as what it is, a list of promotions some of which were taken back. */
final class RollbackHistory {

    private RollbackHistory() {}

    /** What a rollback would go back to: the version below the champion, where promotions pile up and rollbacks take off. */
    static Optional<String> previousChampion(List<LogEntry> history) {
        Deque<String> stack = new ArrayDeque<>();
        for (LogEntry entry : history) {
            if (entry.action() == LogEntry.Action.ROLLBACK) {
                while (!stack.isEmpty() && !entry.version().equals(stack.peek())) {
                    stack.pop();
                }
            }
            if (!entry.version().equals(stack.peek())) {
                stack.push(entry.version());
            }
        }
        Iterator<String> fromTop = stack.iterator();
        if (fromTop.hasNext()) {
            fromTop.next();
        }
        return fromTop.hasNext() ? Optional.of(fromTop.next()) : Optional.empty();
    }
}
