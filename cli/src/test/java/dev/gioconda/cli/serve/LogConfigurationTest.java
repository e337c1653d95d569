package dev.gioconda.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a server: the time in each line, and no bytes that a client chose. */
class LogConfigurationTest {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogConfigurationTest.class.getResource("/logback.xml"));
    }

    @Test
    void warnings_of_the_http_parser_are_not_logged() {
        assertThat(context.getLogger("org.eclipse.jetty.http.HttpParser").isWarnEnabled())
                .isFalse();
        assertThat(context.getLogger("org.eclipse.jetty.server.Server").isWarnEnabled())
                .isTrue();
    }

    @Test
    void audit_log_is_on() {
        assertThat(context.getLogger("gioconda.audit").isInfoEnabled()).isTrue();
        assertThat(context.getLogger("gioconda.access").isInfoEnabled()).isFalse();
    }

    @Test
    void line_has_its_time_and_no_control_characters() {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> stderr = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        PatternLayoutEncoder encoder = (PatternLayoutEncoder) stderr.getEncoder();
        LoggingEvent event =
                new LoggingEvent("", root, Level.WARN, "one\ntwo\u001b[31m\u009bthree", null, new Object[0]);
        assertThat(new String(encoder.encode(event), StandardCharsets.UTF_8))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ WARN ROOT: one\\?two\\?\\[31m\\?three\\R");
    }
}
