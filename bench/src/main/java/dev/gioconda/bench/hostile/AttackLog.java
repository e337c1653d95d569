package dev.gioconda.bench.hostile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which attacks run, how often each ran, and the statuses of the responses that it received. Safe for use by several threads. */
public final class AttackLog {

    /** Counted in place of a status when the server closes a connection or does not respond in time. */
    static final int NO_RESPONSE = 0;

    private final Map<String, Integer> runs = new TreeMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Map<Integer, Integer>> statuses = new HashMap<>();

    synchronized void begin(String attack) {
        runs.merge(attack, 1, Integer::sum);
        running.merge(attack, 1, Integer::sum);
    }

    synchronized void end(String attack) {
        running.computeIfPresent(attack, (name, count) -> count > 1 ? count - 1 : null);
    }

    synchronized void count(String attack, int status) {
        statuses.computeIfAbsent(attack, name -> new TreeMap<>()).merge(status, 1, Integer::sum);
    }

    /** The names of the attacks that run now. */
    public synchronized Set<String> running() {
        return new TreeSet<>(running.keySet());
    }

    /** A Markdown table with a row for each attack. */
    public synchronized String table() {
        return "| attack | runs | responses |\n|---|---|---|\n"
                + runs.entrySet().stream()
                        .map(entry -> "| %s | %d | %s |\n"
                                .formatted(entry.getKey(), entry.getValue(), responses(entry.getKey())))
                        .collect(Collectors.joining());
    }

    private String responses(String attack) {
        return statuses.getOrDefault(attack, Map.of()).entrySet().stream()
                .map(entry ->
                        (entry.getKey() == NO_RESPONSE ? "none" : entry.getKey().toString()) + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
