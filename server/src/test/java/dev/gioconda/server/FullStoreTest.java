package dev.gioconda.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a full store, what would be stored is rejected, predictions continue, and everything works when there is space again. */
@Tag("integration")
class FullStoreTest {

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean full = new AtomicBoolean();

    private HttpResponse<String> post(GiocondaServer server, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> postJson(GiocondaServer server, String path, String json)
            throws IOException, InterruptedException {
        return post(server, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private GiocondaServer start() throws IOException {
        FolderStore store = new FolderStore(folder.resolve("store"));
        return GiocondaServer.start(
                ServerFixture.settings(
                        folder.resolve("work"), ServerFixture.limits(0), ServerSettings.DiskQuotas.DEFAULT),
                new FullStore(store, full),
                ServerFixture.registry(folder, store),
                "gioconda test",
                Clock.systemUTC());
    }

    @Test
    void full_store_rejects_orders_and_feedback_with_507() throws Exception {
        GiocondaServer server = start();
        try {
            full.set(true);
            HttpResponse<String> classified = post(server, "/v1/classify", "image/jpeg", PORTRAIT);
            assertThat(classified.statusCode()).isEqualTo(200);
            String feedback = "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}"
                    .formatted(ServerFixture.JSON
                            .readTree(classified.body())
                            .get("answer")
                            .asText());
            String order = "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"size\":32,\"iterations\":1}"
                    .formatted(ServerFixture.JSON
                            .readTree(post(server, "/v1/images", "image/jpeg", PORTRAIT)
                                    .body())
                            .get("image")
                            .asText());
            for (HttpResponse<String> rejected :
                    List.of(postJson(server, "/v1/feedback", feedback), postJson(server, "/v1/style-jobs", order))) {
                assertThat(rejected.statusCode()).isEqualTo(507);
                assertThat(rejected.headers().firstValue("Retry-After")).isPresent();
                assertThat(rejected.body()).contains("urn:gioconda:problem:full");
            }
            full.set(false);
            assertThat(postJson(server, "/v1/feedback", feedback).statusCode()).isEqualTo(201);
            assertThat(postJson(server, "/v1/style-jobs", order).statusCode()).isEqualTo(202);
        } finally {
            server.close();
        }
    }

    @Test
    void full_store_is_reported_by_readiness_until_it_can_be_written() throws Exception {
        GiocondaServer server = start();
        try {
            URI ready = URI.create(server.address() + "/readyz");
            assertThat(send(HttpRequest.newBuilder(ready)).statusCode()).isEqualTo(200);
            String answer = ServerFixture.JSON
                    .readTree(
                            post(server, "/v1/classify", "image/jpeg", PORTRAIT).body())
                    .get("answer")
                    .asText();
            String feedback = "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":false}".formatted(answer);
            full.set(true);
            assertThat(postJson(server, "/v1/feedback", feedback).statusCode()).isEqualTo(507);
            HttpResponse<String> notReady = send(HttpRequest.newBuilder(ready));
            assertThat(notReady.statusCode()).isEqualTo(503);
            assertThat(notReady.body()).contains("The store is full");
            assertThat(send(HttpRequest.newBuilder(URI.create(server.address() + "/healthz")))
                            .statusCode())
                    .isEqualTo(200);
            full.set(false);
            assertThat(postJson(server, "/v1/feedback", feedback).statusCode()).isEqualTo(201);
            assertThat(send(HttpRequest.newBuilder(ready)).statusCode()).isEqualTo(200);
        } finally {
            server.close();
        }
    }

    @Test
    void full_store_deletes_a_style_job_immediately() throws Exception {
        GiocondaServer server = start();
        try {
            String content = ServerFixture.JSON
                    .readTree(post(server, "/v1/images", "image/jpeg", PORTRAIT).body())
                    .get("image")
                    .asText();
            String order = "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"size\":32,\"iterations\":1}"
                    .formatted(content);
            JsonNode job = ServerFixture.JSON.readTree(
                    postJson(server, "/v1/style-jobs", order).body());
            URI address = URI.create(
                    server.address() + "/v1/style-jobs/" + job.get("id").asText());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> send(HttpRequest.newBuilder(address)).body().contains("\"state\":\"done\""));
            full.set(true);
            HttpResponse<String> deleted = send(HttpRequest.newBuilder(URI.create(address + "/image"))
                    .header("Gioconda-Owner-Key", job.get("ownerKey").asText())
                    .DELETE());
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(new FolderStore(folder.resolve("store")).list("jobs/")).isEmpty();
            assertThat(send(HttpRequest.newBuilder(address)).statusCode()).isEqualTo(404);
        } finally {
            server.close();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A store that stores nothing while it is full. */
    private record FullStore(ObjectStore delegate, AtomicBoolean full) implements ObjectStore {

        private void requireSpace() throws IOException {
            if (full.get()) {
                throw new IOException("The object could not be stored", new IOException("No space left on device"));
            }
        }

        @Override
        public Optional<byte[]> get(String key) throws IOException {
            return delegate.get(key);
        }

        @Override
        public Optional<byte[]> get(String key, long from, int length) throws IOException {
            return delegate.get(key, from, length);
        }

        @Override
        public boolean create(String key, ObjectContent content) throws IOException {
            requireSpace();
            return delegate.create(key, content);
        }

        @Override
        public void put(String key, ObjectContent content) throws IOException {
            requireSpace();
            delegate.put(key, content);
        }

        @Override
        public List<ObjectSummary> list(String prefix) throws IOException {
            return delegate.list(prefix);
        }

        @Override
        public boolean delete(String key) throws IOException {
            return delegate.delete(key);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }
    }
}
