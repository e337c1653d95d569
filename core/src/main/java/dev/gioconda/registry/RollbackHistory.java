package dev.gioconda.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Interprets a promotion log as a stack: promotions push a version, rollbacks pop. */
final class RollbackHistory {

    private RollbackHistory() {}

    /** The version that a rollback returns to: the one below the champion on the stack; empty for none. */
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
