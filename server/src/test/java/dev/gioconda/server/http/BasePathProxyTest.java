package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.ProxyFixture;
import dev.gioconda.server.ProxyFixture.Behavior;
import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Behind a proxy with a path prefix every link leads to something below it, whether the proxy removes the prefix or not. */
@Tag("integration")
class BasePathProxyTest {

    private static final String PREFIX = "/faces";
    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private static Path folder;

    /** With the base path. */
    @AutoClose
    private static ServerFixture configured;

    /** Without a base path; it trusts the header of the proxy. */
    @AutoClose
    private static ServerFixture trusting;

    @BeforeAll
    static void start() throws IOException {
        configured = ServerFixture.behindProxy(
                folder.resolve("configured"), new ServerSettings.Sites(List.of(), List.of(), PREFIX));
        trusting = ServerFixture.behindProxy(folder.resolve("trusting"), ServerSettings.Sites.DEFAULT);
    }

    private static ServerFixture server(Behavior behavior) {
        return behavior == Behavior.REMOVES_AND_REPORTS ? trusting : configured;
    }

    private static ProxyFixture proxy(Behavior behavior) throws IOException {
        return new ProxyFixture(PREFIX, behavior, server(behavior).server.port());
    }

    @ParameterizedTest
    @EnumSource
    void every_link_of_the_pages_is_below_the_path(Behavior behavior) throws Exception {
        try (ProxyFixture proxy = proxy(behavior)) {
            LinkWalkFixture links = new LinkWalkFixture(server(behavior).client);
            Map<String, Integer> statuses = links.walk(
                    proxy.address("/faces/"),
                    proxy.address("/faces/v1/styles"),
                    proxy.address("/faces/v1/fast-styles"),
                    proxy.address("/faces/healthz"));
            assertThat(statuses)
                    .containsKeys(
                            "/faces/paint",
                            "/faces/instant",
                            "/faces/gallery",
                            "/faces/models",
                            "/faces/openapi.yaml",
                            "/faces/assets/paint.css",
                            "/faces/assets/storage.js",
                            "/faces/v1/styles/night-swirls.png")
                    .allSatisfy((path, status) -> {
                        assertThat(path).startsWith("/faces/");
                        assertThat(status).as(path).isEqualTo(200);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void links_of_the_error_page_are_below_the_path(Behavior behavior) throws Exception {
        try (ProxyFixture proxy = proxy(behavior)) {
            Map<String, Integer> statuses =
                    new LinkWalkFixture(server(behavior).client).walk(proxy.address("/faces/v1/no/such/page"));
            assertThat(statuses.remove("/faces/v1/no/such/page")).isEqualTo(404);
            assertThat(statuses).containsKey("/faces/").allSatisfy((path, status) -> {
                assertThat(path).startsWith("/faces/");
                assertThat(status).as(path).isEqualTo(200);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void paths_in_error_texts_are_below_the_path(Behavior behavior) throws Exception {
        try (ProxyFixture proxy = proxy(behavior);
                ProxyFixture operators = new ProxyFixture(
                        PREFIX, behavior, server(behavior).server.operator().port())) {
            for (String path : List.of("nothing", "v1/styles/none.png", "v1/fast-styles/none.png")) {
                assertNamedPathExists(proxy, get(proxy.address("/faces/" + path)));
            }
            byte[] wrong = "{\"stile\":1}".getBytes(StandardCharsets.UTF_8);
            assertNamedPathExists(proxy, post(proxy.address("/faces/v1/feedback"), "application/json", wrong));
            assertNamedPathExists(operators, get(operators.address("/faces/nothing")));
        }
    }

    /** Asserts that the path that an error names is below the prefix, and can be opened. */
    private static void assertNamedPathExists(ProxyFixture proxy, HttpResponse<byte[]> error) {
        String detail = json(error).path("detail").asText();
        String named = detail.replaceFirst("(?s)[^/]*(/[a-z0-9/.-]*[a-z0-9]).*", "$1");
        assertThat(named).as(detail).startsWith("/faces/");
        assertThat(get(proxy.address(named)).statusCode()).as(named).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void operator_pages_cookie_and_redirects_are_below_the_path(Behavior behavior) throws Exception {
        ServerFixture server = server(behavior);
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        addFeedback(server);
        try (ProxyFixture proxy =
                new ProxyFixture(PREFIX, behavior, server.server.operator().port())) {
            HttpResponse<String> login = browser.send(
                    HttpRequest.newBuilder(proxy.address("/faces/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "token=" + server.server.operator().newToken()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(login.headers().firstValue("Location")).contains("/faces/models");
            assertThat(login.headers().firstValue("Set-Cookie").orElse("")).containsIgnoringCase("path=/faces;");

            Map<String, Integer> statuses = new LinkWalkFixture(browser).walk(proxy.address("/faces/"));

            assertThat(statuses.remove("/faces/")).isEqualTo(302);
            assertThat(statuses.remove("/faces/logout")).isEqualTo(405); // a form
            assertThat(statuses)
                    .containsKeys("/faces/models", "/faces/review", "/faces/retrain", "/faces/assets/retrain.js")
                    .allSatisfy((path, status) -> {
                        assertThat(path).startsWith("/faces/");
                        assertThat(status).as(path).isEqualTo(200);
                    })
                    .anySatisfy((path, status) -> assertThat(path).startsWith("/faces/v1/review/pictures/"));
        }
    }

    private static void addFeedback(ServerFixture server) {
        String answer = ServerFixture.json(server.post("/v1/classify", "image/jpeg", PORTRAIT))
                .path("answer")
                .asText();
        assertThat(server.post(
                                "/v1/feedback",
                                "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}".formatted(answer))
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    void style_job_has_links_below_the_path(Behavior behavior) throws Exception {
        try (ProxyFixture proxy = proxy(behavior)) {
            String content = json(post(proxy.address("/faces/v1/images"), "image/jpeg", PORTRAIT))
                    .path("image")
                    .asText();
            HttpResponse<byte[]> created = post(
                    proxy.address("/faces/v1/style-jobs"),
                    "application/json",
                    "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":64,\"iterations\":12}"
                            .formatted(content)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(created.statusCode()).isEqualTo(202);
            String location = created.headers().firstValue("Location").orElse("");
            assertThat(location).startsWith("/faces/v1/style-jobs/");

            JsonNode done = await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> json(get(proxy.address(location))),
                            job -> job.path("state").asText().equals("done"));

            assertThat(done.path("picture").asText()).startsWith(location + "/image?v=");
            assertThat(get(proxy.address(done.path("picture").asText())).statusCode())
                    .isEqualTo(200);
            assertThat(events(proxy.address(location + "/events"))).contains("\"picture\":\"" + location + "/image");
        }
    }

    private static String events(URI address) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> events = configured.client.send(
                HttpRequest.newBuilder(address)
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        return String.join("\n", events.body().toList()); // until the stream ends
    }

    @Test
    void requests_with_and_without_the_path_are_answered() {
        for (String path : List.of(
                "/",
                "/healthz",
                "/readyz",
                "/v1/styles",
                "/v2",
                "/v2/health/ready",
                "/assets/api.js",
                "/openapi.yaml")) {
            assertThat(configured.get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(configured.get(PREFIX + path).statusCode())
                    .as(PREFIX + path)
                    .isEqualTo(200);
        }
        assertThat(configured.get(PREFIX).statusCode()).isEqualTo(200);
        assertThat(configured.get("/facesx").statusCode()).isEqualTo(404);
        for (String path : List.of("/metrics", "/faces/metrics")) {
            assertThat(configured
                            .send(configured
                                    .requestToOperator(path)
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + configured
                                                            .server
                                                            .operator()
                                                            .newToken()))
                            .statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void openapi_document_names_the_path_as_its_server() {
        assertThat(servers(configured.get("/openapi.yaml"))).containsExactly(Map.of("url", PREFIX));
        assertThat(servers(trusting.get("/openapi.yaml"))).containsExactly(Map.of("url", "/"));
    }

    private static List<Map<String, String>> servers(HttpResponse<byte[]> document) {
        Map<String, List<Map<String, String>>> root = new Yaml().load(text(document));
        return root.getOrDefault("servers", List.of());
    }

    @Test
    void trusted_header_replaces_the_base_path() {
        assertThat(text(configured.send(configured.requestTo("/").header("X-Forwarded-Prefix", "/a, /team/b/"))))
                .contains("href=\"/team/b/paint\"")
                .doesNotContain("\"/faces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/a/../b", "/a\"><script>", "https://evil.example", "faces"})
    void hostile_header_is_ignored(String header) {
        assertThat(text(trusting.send(trusting.requestTo("/").header("X-Forwarded-Prefix", header))))
                .contains("href=\"/paint\"")
                .doesNotContain("evil", "<script>");
    }

    @Test
    void header_of_a_client_that_is_not_trusted_is_ignored() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder.resolve("untrusting"))) {
            assertThat(text(server.send(server.requestTo("/").header("X-Forwarded-Prefix", PREFIX))))
                    .contains("href=\"/paint\"")
                    .doesNotContain(PREFIX);
        }
    }

    @Test
    void no_path_of_the_server_can_be_the_base_path() {
        List<String> paths = Stream.concat(
                        configured.server.routes().stream().map(route -> route.substring(route.indexOf('/'))),
                        Stream.of(
                                "/paint",
                                "/instant",
                                "/gallery",
                                "/models",
                                "/login",
                                "/logout",
                                "/review",
                                "/retrain"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(20).allSatisfy(path -> assertThatThrownBy(
                        () -> new ServerSettings.Sites(List.of(), List.of(), "/" + path.split("/", 3)[1]))
                .isInstanceOf(IllegalArgumentException.class));
    }

    private static HttpResponse<byte[]> post(URI address, String type, byte[] body) {
        return configured.send(HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<byte[]> get(URI address) {
        return configured.send(HttpRequest.newBuilder(address));
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return ServerFixture.json(response);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
