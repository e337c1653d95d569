package dev.gioconda.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the wall clock with the monotonic clock. After a jump of the wall clock its time is not trusted until it is corrected, or has run
 * in step with the monotonic clock for a day: a wrong date must not delete what people stored. A machine that slept also looks like a
 * jump, and expiry then resumes after a day. Not safe for use by several threads.
 */
final class ClockCheck {

    /** A difference that adjustments of the clock and a slow check cause. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Time in step after which a jump is accepted. */
    static final Duration ACCEPT_AFTER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private ClockReading trusted;
    private ClockReading last;
    private long sinceNanos; // monotonic time of the last jump
    private boolean diverged;

    /** Both clocks at one moment. */
    private record ClockReading(Instant wall, long nanos) {

        /** How far the wall clock has moved against the monotonic clock since an earlier reading. */
        Duration driftSince(ClockReading earlier) {
            return Duration.between(earlier.wall, wall).minusNanos(nanos - earlier.nanos);
        }
    }

    /** @param nanoTime the monotonic clock, {@link System#nanoTime} */
    ClockCheck(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.trusted = read();
        this.last = trusted;
    }

    private ClockReading read() {
        return new ClockReading(clock.instant(), nanoTime.getAsLong());
    }

    /** Whether the time may be used to delete what has expired. Logs when that changes. */
    boolean isTrusted() {
        ClockReading now = read();
        Duration drift = now.driftSince(trusted);
        boolean jumped = isLarge(now.driftSince(last));
        last = now;
        if (jumped) {
            sinceNanos = now.nanos();
        }
        if (!isLarge(drift) || now.nanos() - sinceNanos >= ACCEPT_AFTER.toNanos()) {
            if (diverged) {
                LOG.warn("The clock reads {} and is used again; what has expired is deleted.", now.wall());
            }
            diverged = false;
            trusted = now; // slow adjustments add up over months
            return true;
        }
        if (!diverged) {
            LOG.error(
                    "The clock reads {}, which is {} off since the last check. Nothing expires until it is corrected, or has run evenly for a day.",
                    now.wall(),
                    drift);
        }
        diverged = true;
        return false;
    }

    private static boolean isLarge(Duration drift) {
        return drift.abs().compareTo(TOLERANCE) > 0;
    }
}
