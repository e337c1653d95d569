package dev.gioconda.server.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gioconda.server.http.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Few failed logins are logged, and how many were not. */
class AuditLogTest {

    private static final int LOGGED = 10;
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(AuditLog.NAME);

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final List<Runnable> later = new ArrayList<>();

    @BeforeEach
    void capture() {
        appender.start();
        LOGGER.addAppender(appender);
    }

    @AfterEach
    void release() {
        LOGGER.detachAppender(appender);
    }

    private List<String> linesOf(int failures) throws IOException {
        AuditLog audit = new AuditLog(new Clients(List.of(), folder), later::add);
        for (int i = 0; i < failures; i++) {
            audit.recordFailure("127.0.0.7");
        }
        later.forEach(Runnable::run);
        audit.summarizeFailures(); // as at the end of the server
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void nothing_is_said_about_zero_unlogged_failures() throws IOException {
        assertThat(linesOf(LOGGED)).hasSize(LOGGED).containsOnly("failed login from 127.0.0.7");
        assertThat(later).isEmpty();
    }

    @Test
    void unlogged_failures_are_counted_once() throws IOException {
        assertThat(linesOf(LOGGED + 3))
                .hasSize(LOGGED + 1)
                .endsWith("3 more failed logins in the last minute were not logged");
        assertThat(later).hasSize(1);
    }
}
