package dev.gioconda.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A wall clock that jumps is not trusted until it is corrected or has run evenly for a day. */
class ClockCheckTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant wall = Instant.parse("2026-11-24T12:00:00Z");
    private long nanos = Long.MAX_VALUE - 1_000_000_000L; // overflows soon, as System.nanoTime() may
    private final ClockCheck check = new ClockCheck(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return wall;
                }
            },
            () -> nanos);

    private boolean trustedAfter(Duration passed, Duration jump) {
        nanos += passed.toNanos();
        wall = wall.plus(passed).plus(jump);
        return check.isTrusted();
    }

    @Test
    void even_time_and_small_adjustments_are_trusted() {
        for (int i = 0; i < 1000; i++) {
            assertThat(trustedAfter(MINUTE, Duration.ofSeconds(i % 3 == 0 ? 20 : 0)))
                    .isTrue();
        }
    }

    @Test
    void wrong_date_is_not_trusted_until_it_is_corrected() {
        assertThat(trustedAfter(MINUTE, Duration.ofDays(400))).isFalse();
        assertThat(trustedAfter(MINUTE, Duration.ZERO)).isFalse();
        assertThat(trustedAfter(MINUTE, Duration.ofDays(-400))).isTrue();
        assertThat(trustedAfter(MINUTE, Duration.ofDays(-400))).isFalse();
        assertThat(trustedAfter(MINUTE, Duration.ofDays(400))).isTrue();
    }

    @Test
    void new_date_is_accepted_after_an_even_day() {
        assertThat(trustedAfter(MINUTE, Duration.ofHours(3))).isFalse();
        assertThat(trustedAfter(Duration.ofHours(23), Duration.ZERO)).isFalse();
        assertThat(trustedAfter(MINUTE, Duration.ofHours(1))).as("jumps again").isFalse();
        assertThat(trustedAfter(Duration.ofHours(23), Duration.ZERO)).isFalse();
        assertThat(trustedAfter(Duration.ofHours(1), Duration.ZERO)).isTrue();
        assertThat(trustedAfter(MINUTE, Duration.ZERO)).isTrue();
    }
}
