package dev.gioconda.server.feedback;

import dev.gioconda.feedback.DamagedRecordException;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds the number of feedback records: one by each client on a subject (a face of a result, or a stylized image), ten on a subject, and
 * a thousand by a client in a day. The records are counted in memory, so a restart forgets them. A client may send
 * another record on a subject when its receipt has deleted the first.
 */
final class SubmissionLimits {

    static final int MAX_PER_SUBJECT = 10;
    static final int MAX_PER_CLIENT = 1_000;

    private static final int MAX_SUBJECTS = 100_000;
    private static final int MAX_CLIENTS = 10_000;
    private static final Duration PERIOD = Duration.ofDays(1);

    /** Feedback that is being stored. */
    private static final String PENDING = "";

    private final FeedbackLog log;
    private final Clock clock;
    private final Map<String, Map<String, String>> recordsBySubject =
            bounded(MAX_SUBJECTS); // subject, client, record id
    private final Map<String, DailyCount> counts = bounded(MAX_CLIENTS);

    private record DailyCount(long day, int records) {}

    /** Stores a feedback record. */
    @FunctionalInterface
    interface Submit {
        /** Returns its receipt. */
        Receipt run() throws IOException;
    }

    SubmissionLimits(FeedbackLog log) {
        this.log = log;
        this.clock = log.clock();
    }

    /**
     * Stores feedback within the limits.
     *
     * @param subject what it is about
     * @param client a pseudonym of the client
     */
    Receipt submit(String subject, String client, Submit submit) throws IOException {
        reserve(subject, client);
        boolean stored = false;
        try {
            Receipt receipt = submit.run();
            stored = true;
            confirm(subject, client, receipt.id());
            return receipt;
        } finally {
            if (!stored) {
                release(subject, client);
            }
        }
    }

    private synchronized void reserve(String subject, String client) throws IOException {
        Map<String, String> records = recordsBySubject.getOrDefault(subject, Map.of());
        String own = records.get(client);
        if (own != null && (own.equals(PENDING) || isStored(own))) {
            throw new ProblemException(
                    Problem.Kind.CONFLICT,
                    "There is already feedback from this address on this result. To change it, delete it with its receipt, then send it again.");
        }
        if (own == null && records.size() >= MAX_PER_SUBJECT) {
            throw new ProblemException(
                    Problem.Kind.CONFLICT,
                    "There are already %d feedback records on this result, which is the limit."
                            .formatted(MAX_PER_SUBJECT));
        }
        long day = clock.millis() / PERIOD.toMillis();
        DailyCount count = counts.get(client);
        int today = count == null || count.day() != day ? 0 : count.records();
        if (today >= MAX_PER_CLIENT) {
            throw new ProblemException(
                    Problem.Kind.TOO_MANY_REQUESTS,
                    "There are %,d feedback records from this address today, which is the limit. Try again tomorrow."
                            .formatted(today),
                    Duration.ofMillis((day + 1) * PERIOD.toMillis() - clock.millis()));
        }
        recordsBySubject.computeIfAbsent(subject, none -> new HashMap<>()).put(client, PENDING);
        counts.put(client, new DailyCount(day, today + 1));
    }

    private boolean isStored(String id) throws IOException {
        try {
            return log.find(id).isPresent();
        } catch (DamagedRecordException damaged) {
            return true; // until an operator deletes it
        }
    }

    private synchronized void confirm(String subject, String client, String id) {
        recordsBySubject.computeIfAbsent(subject, evicted -> new HashMap<>()).put(client, id);
    }

    private synchronized void release(String subject, String client) {
        Map<String, String> records = recordsBySubject.get(subject);
        if (records != null && records.remove(client) != null && records.isEmpty()) {
            recordsBySubject.remove(subject);
        }
        counts.computeIfPresent(client, (same, count) -> new DailyCount(count.day(), count.records() - 1));
    }

    private static <V> Map<String, V> bounded(int limit) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > limit;
            }
        };
    }
}
