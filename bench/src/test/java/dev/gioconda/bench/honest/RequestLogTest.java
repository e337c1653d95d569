package dev.gioconda.bench.honest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.bench.honest.RequestLog.Expectation;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    private static final Expectation CLASSIFY = new Expectation("classify", List.of(), 2_000);
    private static final Expectation JOB = new Expectation("create style job", List.of(429, 503, 507), 2_000);

    private final RequestLog log = new RequestLog();

    @Test
    void responses_in_time_are_no_incidents() {
        log.add(CLASSIFY, 200, millis(2_000), "attacks: none");
        log.add(JOB, 202, millis(5), "");
        assertThat(log.incidentCount()).isZero();
        assertThat(log.incidents(0)).isEmpty();
    }

    @Test
    void late_response_is_listed_with_the_attacks_that_ran() {
        log.add(CLASSIFY, 200, millis(2_500), "attacks: slow bodies");
        assertThat(log.incidentCount()).isOne();
        assertThat(log.incidents(0)).containsExactly("classify: 200 after 2.50 s; attacks: slow bodies");
        assertThat(log.incidents(1)).isEmpty();
    }

    @Test
    void rejection_is_a_failure_unless_the_kind_has_a_quota() {
        log.add(CLASSIFY, 503, millis(5), "");
        log.add(JOB, 503, millis(5), "");
        log.add(JOB, 500, millis(5), "");
        assertThat(log.summary()).isEqualTo("3 requests, 2 failed, 0 late, 1 rejected by a full queue or quota");
        assertThat(log.incidentCount()).isEqualTo(2);
    }

    @Test
    void late_rejection_is_late() {
        log.add(JOB, 503, millis(3_000), "");
        assertThat(log.incidentCount()).isOne();
    }

    @Test
    void missing_response_is_a_failure() {
        log.add(CLASSIFY, 0, millis(100), "reset");
        assertThat(log.incidents(0)).containsExactly("classify: no response after 0.10 s; reset");
    }

    @Test
    void table_has_percentiles_of_each_kind() {
        for (int i = 1; i <= 100; i++) {
            log.add(CLASSIFY, 200, millis(i), "");
        }
        assertThat(log.table()).endsWith("| classify | 100 | 0 | 0 | 0 | 51 ms | 100 ms | 100 ms |\n");
    }

    private static long millis(long count) {
        return count * 1_000_000;
    }
}
