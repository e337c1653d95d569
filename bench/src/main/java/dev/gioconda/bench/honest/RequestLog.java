package dev.gioconda.bench.honest;

import dev.gioconda.bench.load.Percentiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The honest requests: outcomes and latencies by kind, and every late one. Safe for use by several threads. */
public final class RequestLog {

    private final Map<String, Kind> kinds = new TreeMap<>();
    private final List<String> incidents = new ArrayList<>();

    private static final class Kind {
        private final List<Long> nanos = new ArrayList<>();
        private int failed;
        private int rejected;
        private int late;
    }

    /**
     * A request to record.
     *
     * @param kind such as {@code classify}
     * @param rejections statuses with which the documentation lets the server reject it because a queue or a disk quota is full
     * @param limitMillis a response after this time is late
     */
    public record Expectation(String kind, List<Integer> rejections, long limitMillis) {}

    /**
     * Records a request.
     *
     * @param status of the response; 0 for none
     * @param nanos from connecting to the last byte
     * @param note for the list of failed and late requests, such as a cause and the attacks that ran
     */
    public synchronized void add(Expectation expectation, int status, long nanos, String note) {
        Kind kind = kinds.computeIfAbsent(expectation.kind(), name -> new Kind());
        kind.nanos.add(nanos);
        boolean late = nanos > expectation.limitMillis() * 1_000_000;
        boolean rejected = expectation.rejections().contains(status);
        boolean failed = status / 100 != 2 && !rejected;
        kind.late += late ? 1 : 0;
        kind.rejected += rejected ? 1 : 0;
        kind.failed += failed ? 1 : 0;
        if (late || failed) {
            incidents.add(String.format(
                    Locale.ROOT,
                    "%s: %s after %.2f s; %s",
                    expectation.kind(),
                    status == 0 ? "no response" : Integer.toString(status),
                    nanos / 1e9,
                    note));
        }
    }

    /** The number of requests that failed or were late; one that did both counts twice. */
    public synchronized int incidentCount() {
        return kinds.values().stream().mapToInt(kind -> kind.failed + kind.late).sum();
    }

    /** Failed and late requests from this position of the list on, one line each. */
    public synchronized List<String> incidents(int from) {
        return List.copyOf(incidents.subList(from, incidents.size()));
    }

    /** All requests on one line. */
    public synchronized String summary() {
        Collection<Kind> all = kinds.values();
        return "%d requests, %d failed, %d late, %d rejected by a full queue or quota"
                .formatted(
                        all.stream().mapToInt(kind -> kind.nanos.size()).sum(),
                        all.stream().mapToInt(kind -> kind.failed).sum(),
                        all.stream().mapToInt(kind -> kind.late).sum(),
                        all.stream().mapToInt(kind -> kind.rejected).sum());
    }

    /** A Markdown table with a row for each kind. */
    public synchronized String table() {
        return "| request | count | failed | late | queue or quota full | p50 | p99 | max |\n|---|---|---|---|---|---|---|---|\n"
                + kinds.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }

    private static String row(String name, Kind kind) {
        long[] sorted = kind.nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.0f ms | %.0f ms | %.0f ms |%n",
                name,
                sorted.length,
                kind.failed,
                kind.late,
                kind.rejected,
                Percentiles.millis(sorted, 0.5),
                Percentiles.millis(sorted, 0.99),
                Percentiles.millis(sorted, 1));
    }
}
