package dev.gioconda.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.cli.Gioconda;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.store.FolderStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gioconda serve} as a process of its own, which is told to stop, or killed. */
@Tag("integration")
class ServeCommandTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    /** A running {@code gioconda serve}. */
    private record ServeProcess(Process process, String address, BufferedReader output) {

        HttpResponse<byte[]> send(String method, String path, String type, byte[] body)
                throws IOException, InterruptedException {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Content-Type", type)
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }

        JsonNode json(String method, String path, String json) throws IOException, InterruptedException {
            return JSON.readTree(send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8))
                    .body());
        }
    }

    private ServeProcess serve(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Gioconda.class.getName(),
                "serve",
                "--port=0",
                "--requests-per-minute=0",
                "--store=" + folder.resolve("store"),
                "--threads=1"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder startupOutput = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            startupOutput.append(line).append('\n');
            if (line.startsWith("Gioconda listens on ")) {
                return new ServeProcess(process, line.substring("Gioconda listens on ".length()), output);
            }
        }
        throw new AssertionError("It did not start: " + startupOutput);
    }

    private static byte[] portrait() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        List<byte[]> files = new ArrayList<>();
        portraits.visit(portraits.entries(), (entry, bytes) -> files.add(bytes));
        return files.get(0);
    }

    private static String order(ServeProcess server, int iterations) throws IOException, InterruptedException {
        String content = JSON.readTree(server.send("POST", "/v1/images", "image/jpeg", portrait())
                        .body())
                .get("image")
                .asText();
        return server.json(
                        "POST",
                        "/v1/style-jobs",
                        "{\"content\":\"%s\",\"style\":\"gallery:ink-wash\",\"preset\":\"quick\",\"size\":96,\"iterations\":%d}"
                                .formatted(content, iterations))
                .get("id")
                .asText();
    }

    private static int ping(ServeProcess server, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("ping", "--port=" + URI.create(server.address()).getPort()));
        arguments.addAll(List.of(more));
        return Gioconda.commandLine()
                .setErr(new PrintWriter(new StringWriter()))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void sigterm_drains_requests_and_exits() throws Exception {
        ServeProcess server = serve("--drain=10");
        String job = order(server, 2000);
        byte[] portrait = portrait();
        CompletableFuture<HttpResponse<String>> pendingResponse = CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create(server.address() + "/v1/classify"))
                        .header("Content-Type", "image/jpeg")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(portrait))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Thread.sleep(30); // the request is under way
        server.process().toHandle().destroy(); // SIGTERM; what it said stays to be read
        int ready = await().atMost(Duration.ofSeconds(5))
                .until(
                        () -> server.send("GET", "/readyz", "text/plain", new byte[0])
                                .statusCode(),
                        status -> status != 200);
        assertThat(ready).as("not ready, but still there").isEqualTo(503);
        assertThat(ping(server)).as("alive, while it drains").isZero();
        assertThat(ping(server, "--ready")).as("but not ready").isEqualTo(ExitCode.FAILED);
        assertThat(pendingResponse.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process().exitValue()).isEqualTo(143);
        assertThat(server.output().lines()).anyMatch(line -> line.startsWith("Stopping"));
        assertThat(ping(server)).as("nobody is there").isEqualTo(ExitCode.FAILED);
        ServeProcess again = serve();
        assertThat(again.json("GET", "/v1/style-jobs/" + job, "").get("state").asText())
                .isIn("queued", "painting");
        again.process().destroyForcibly().waitFor();
    }

    @Test
    void acknowledged_work_survives_3_kills() throws Exception {
        killRepeatedly(3);
    }

    @Test
    @Tag("slow")
    void acknowledged_work_survives_30_kills() throws Exception {
        killRepeatedly(30);
    }

    private void killRepeatedly(int times) throws Exception {
        Random random = new Random(times);
        List<String> jobs = new ArrayList<>();
        int acknowledgedFeedback = 0;
        for (int round = 0; round < times; round++) {
            ServeProcess server = serve();
            for (String job : jobs) {
                assertThat(server.json("GET", "/v1/style-jobs/" + job, "")
                                .get("state")
                                .asText())
                        .isIn("queued", "painting", "done");
            }
            if (jobs.size() < 5) {
                jobs.add(order(server, 300));
            }
            int feedbackCount = 1 + random.nextInt(3);
            for (int i = 0; i < feedbackCount; i++) {
                String answer = JSON.readTree(server.send("POST", "/v1/classify", "image/jpeg", portrait())
                                .body())
                        .get("answer")
                        .asText();
                HttpResponse<byte[]> response = server.send(
                        "POST",
                        "/v1/feedback",
                        "application/json",
                        "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}"
                                .formatted(answer)
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(response.statusCode()).isEqualTo(201);
                acknowledgedFeedback++;
            }
            Thread.sleep(random.nextInt(800)); // killed at a random moment
            server.process().destroyForcibly().waitFor(); // SIGKILL
        }
        try (FolderStore store = new FolderStore(folder.resolve("store"))) {
            assertThat(new FeedbackLog(store, Clock.systemUTC()).all()).hasSize(acknowledgedFeedback);
        }
        ServeProcess last = serve();
        for (String job : jobs) {
            await().atMost(Duration.ofMinutes(2)).until(() -> last.json("GET", "/v1/style-jobs/" + job, "")
                    .get("state")
                    .asText()
                    .equals("done"));
            assertThat(last.send("GET", "/v1/style-jobs/" + job + "/image", "text/plain", new byte[0])
                            .statusCode())
                    .isEqualTo(200);
        }
        System.out.printf(
                "%d kills, %d feedback records and %d style jobs acknowledged, none lost%n",
                times, acknowledgedFeedback, jobs.size());
        last.process().destroyForcibly().waitFor();
    }
}
