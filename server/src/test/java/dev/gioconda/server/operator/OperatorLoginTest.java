package dev.gioconda.server.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.server.http.ServerSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Sessions of operators in browsers, and the audit log. */
@Tag("integration")
class OperatorLoginTest {

    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger(AuditLog.NAME);
    private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();

    @TempDir
    private static Path folder;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.behindProxy(folder, ServerSettings.Sites.DEFAULT);
        AUDIT.setLevel(Level.INFO);
        AUDIT.setAdditive(false);
        LINES.start();
        AUDIT.addAppender(LINES);
    }

    @AfterAll
    static void stop() {
        AUDIT.detachAppender(LINES);
    }

    @BeforeEach
    void clear() {
        LINES.list.clear();
    }

    @Test
    void cookie_is_a_session_that_ends_at_logout() {
        String cookie = login(token(), "http");
        assertThat(cookie)
                .doesNotContain(token())
                .contains("HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure");
        String session = cookie.substring(0, cookie.indexOf(';'));
        assertThat(withCookie("/v1/review", session)).isEqualTo(200);
        assertThat(withCookie("/models", session)).isEqualTo(200);
        server.send(server.requestToOperator("/logout")
                .header("Cookie", session)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(withCookie("/v1/review", session)).isEqualTo(401);
        assertThat(withCookie("/models", session)).isEqualTo(302);
        assertThat(withCookie("/v1/review", OperatorLogin.COOKIE + "=" + token()))
                .isEqualTo(401);
        assertThat(lines()).contains("operator at 127.0.0.1: login", "operator at 127.0.0.1: logout");
    }

    @Test
    void cookie_is_secure_if_the_trusted_proxy_was_reached_by_tls() {
        assertThat(login(token(), "https")).contains("Secure");
    }

    @Test
    void scheme_of_the_authorization_is_case_insensitive() {
        for (String scheme : List.of("Bearer ", "bearer ", "BEARER ")) {
            assertThat(server.send(server.requestToOperator("/v1/review").header("Authorization", scheme + token()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void promotion_and_rejected_token_are_in_the_audit_log() throws IOException {
        String version = server.addVersion("20260101-000000").version();
        HttpResponse<byte[]> promoted = server.send(server.requestToOperator("/v1/models/smile/promote")
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"version\":\"%s\",\"why\":\"test\"}".formatted(version))));
        assertThat(promoted.statusCode()).isEqualTo(200);
        assertThat(lines()).anyMatch(line -> line.contains("operator at 127.0.0.1") && line.contains(version));
    }

    @Test
    void logs_name_the_operator_who_was_added_while_serving() throws IOException {
        String version = server.addVersion("20260102-000000").version();
        String lisa = operators().add("lisa");
        String session = session(lisa);
        assertThat(withBearer(
                        "POST",
                        "/v1/models/smile/promote",
                        lisa,
                        "{\"version\":\"%s\",\"why\":\"test\"}".formatted(version)))
                .isEqualTo(200);
        JsonNode answer = ServerFixture.json(server.post(
                "/v1/classify", "image/jpeg", ServerFixture.portraits(1).get(0)));
        String receipt = ServerFixture.json(server.post(
                        "/v1/feedback",
                        "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}"
                                .formatted(answer.path("answer").asText())))
                .path("receipt")
                .asText();
        String id = receipt.substring(0, receipt.indexOf('.'));
        HttpResponse<byte[]> reviewed = server.send(server.requestToOperator("/v1/review/" + id)
                .header("Cookie", session)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"accepted\":true}")));
        assertThat(ServerFixture.json(reviewed).path("by").asText()).isEqualTo("lisa");
        List<LogEntry> history = server.registry.history("smile");
        assertThat(history.get(history.size() - 1).who()).isEqualTo("lisa");
        assertThat(withBearer("POST", "/v1/retrain", lisa, "{\"dryRun\":true}")).isEqualTo(202);
        assertThat(lines())
                .contains(
                        "lisa at 127.0.0.1: login",
                        "lisa at 127.0.0.1: promote " + version,
                        "lisa at 127.0.0.1: accept feedback " + id,
                        "lisa at 127.0.0.1: start retraining");
        assertThat(new String(
                        server.send(server.requestToOperator("/models").header("Cookie", session))
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("by lisa");
        operators().remove("lisa");
    }

    @Test
    void removal_ends_token_and_sessions_at_once() throws IOException {
        String mona = operators().add("mona");
        String session = session(mona);
        assertThat(withCookie("/v1/review", session)).isEqualTo(200);
        assertThat(operators().remove("mona")).isTrue();
        assertThat(withCookie("/v1/review", session)).isEqualTo(401);
        assertThat(withCookie("/models", session)).isEqualTo(302);
        assertThat(withBearer("GET", "/v1/review", mona, "")).isEqualTo(401);
        operators().add("mona");
        assertThat(withCookie("/v1/review", session)).as("a new token").isEqualTo(401);
        operators().remove("mona");
    }

    @Test
    void strangers_write_few_lines_and_none_of_their_words() {
        for (int i = 0; i < 100; i++) {
            login("HOSTILE\u009B WORDS", "http");
        }
        assertThat(lines()).hasSizeBetween(1, 20).allSatisfy(line -> assertThat(line)
                .startsWith("failed login from 127.0.0.1")
                .doesNotContain("HOSTILE"));
    }

    private static String token() {
        return server.server.operator().newToken();
    }

    private static Operators operators() {
        return new Operators(folder.resolve("work"));
    }

    private static String session(String token) {
        String cookie = login(token, "http");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static int withBearer(String method, String path, String token, String json) {
        return server.send(server.requestToOperator(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json)))
                .statusCode();
    }

    private static List<String> lines() {
        return LINES.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The cookie that the login page sets; empty for none. */
    private static String login(String token, String scheme) {
        return server.send(server.requestToOperator("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-Proto", scheme)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))))
                .headers()
                .firstValue("Set-Cookie")
                .orElse("");
    }

    private static int withCookie(String path, String cookie) {
        return server.send(server.requestToOperator(path).header("Cookie", cookie))
                .statusCode();
    }
}
