package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ErrorsTest {

    @TempDir
    private Path folder;

    @Test
    void stack_overflow_is_answered_with_a_problem() throws IOException, InterruptedException {
        Clients clients = new Clients(List.of(), folder);
        Javalin app = Javalin.create(config -> {
            JettyConfig.configure(
                    config, "127.0.0.1", 0, ServerSettings.ServiceLimits.DEFAULT, clients, Duration.ofSeconds(20));
            ProblemHandlers.install(config.routes);
            config.routes.get("/deep", context -> context.result(deeper(0) + ""));
        });
        try {
            app.start();
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/deep"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains("internal-error").doesNotContain("StackOverflow");
        } finally {
            app.stop();
        }
    }

    @Test
    void full_disk_is_answered_with_507() throws IOException, InterruptedException {
        Clients clients = new Clients(List.of(), folder);
        Javalin app = Javalin.create(config -> {
            JettyConfig.configure(
                    config, "127.0.0.1", 0, ServerSettings.ServiceLimits.DEFAULT, clients, Duration.ofSeconds(20));
            ProblemHandlers.install(config.routes);
            config.routes.get("/full", context -> {
                throw new IOException("The file could not be stored", new IOException("No space left on device"));
            });
        });
        try {
            app.start();
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/full"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(507);
            assertThat(response.headers().firstValue("Retry-After")).contains("300");
            assertThat(response.body()).contains("urn:gioconda:problem:full").contains("disk is full");
        } finally {
            app.stop();
        }
    }

    private static int deeper(int depth) {
        return depth < 0 ? depth : deeper(depth + 1) + 1;
    }
}
