package dev.gioconda.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Interprets a promotion log as a stack: promotions push a version, rollbacks pop. */
final class RollbackHistory {

    private RollbackHistory() {}

    /** The version that a rollback returns to: the one below the champion on the stack; empty for none. */
    static Optional<String> previousChampion(List<LogEntry> history) {
        List<String> champions = champions(history);
        return champions.size() < 2 ? Optional.empty() : Optional.of(champions.get(1));
    }

    /** The stack from its top: the champion, and the versions that one, two, ... rollbacks return to. */
    static List<String> champions(List<LogEntry> history) {
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
        return List.copyOf(stack);
    }
}
