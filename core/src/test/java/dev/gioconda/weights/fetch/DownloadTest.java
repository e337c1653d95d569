package dev.gioconda.weights.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.weights.fetch.ScriptedHttpServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against servers that keep to the rules and servers that do not. */
@Tag("integration")
@Timeout(60)
class DownloadTest {

    private static final String TAG = "\"one\"";
    private static final byte[] BYTES = weights();

    @TempDir
    private Path folder;

    private final List<DownloadProgress> progress = new ArrayList<>();

    private static byte[] weights() {
        byte[] bytes = new byte[300_000];
        new SplittableRandom(1).nextBytes(bytes);
        bytes[8] = '{'; // as safetensors begins
        return bytes;
    }

    private OfficialFile official(@Nullable Long bytes, @Nullable Checksum checksum) {
        return new OfficialFile(
                "x", "vgg19", "x.safetensors", List.of(), bytes, null, checksum, null, "", "", "on paper");
    }

    private OfficialFile official() throws IOException {
        Path copy = Files.write(folder.resolve("copy"), BYTES);
        Checksum checksum = Checksum.sha256(copy);
        Files.delete(copy);
        return official((long) BYTES.length, checksum);
    }

    private Path fetch(OfficialFile file, URI... sources) throws IOException {
        WeightHttpClient remote = WeightHttpClient.fromEnvironment(Map.of(), Duration.ofSeconds(2));
        return new Download(remote, new WeightFolder(folder), progress::add).fetch(file, List.of(sources));
    }

    private void assertRefused(OfficialFile file, Reply reply, String... message) throws IOException {
        try (ScriptedHttpServer server = new ScriptedHttpServer(reply)) {
            assertThatThrownBy(() -> fetch(file, server.uri("/x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(message);
        }
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }

    private List<String> remainingFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void file_is_downloaded_with_progress_and_no_leftovers() throws IOException {
        try (ScriptedHttpServer server =
                new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, BYTES, TAG))) {
            Path file = fetch(official(), server.uri("/x"));
            assertThat(file).hasBinaryContent(BYTES);
        }
        assertThat(remainingFiles()).containsExactly("x.safetensors");
        assertThat(progress).allMatch(step -> step.total() == BYTES.length && step.done() <= BYTES.length);
        assertThat(progress.stream().filter(step -> step.stage() == DownloadProgress.DownloadStage.FETCHING))
                .last()
                .matches(step -> step.done() == BYTES.length);
    }

    @Test
    void file_without_an_address_has_to_be_imported() throws IOException {
        OfficialFile file = official();
        assertThatThrownBy(() -> fetch(file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "No server is known to have exactly the file x.safetensors; import a copy of it instead (on paper).");
    }

    @Test
    void interrupted_download_resumes() throws IOException {
        try (ScriptedHttpServer server =
                new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, BYTES, TAG, 80_000))) {
            assertThat(fetch(official(), server.uri("/x"))).hasBinaryContent(BYTES);
            assertThat(server.requests()).hasSize(4);
            assertThat(server.requests().get(3).header("range")).isEqualTo("bytes=240000-");
            assertThat(server.requests().get(3).header("if-range")).isEqualTo(TAG);
        }
    }

    @Test
    void later_call_resumes_after_too_many_interruptions() throws IOException {
        OfficialFile file = official();
        try (ScriptedHttpServer server =
                new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, BYTES, TAG, 10_000))) {
            URI source = server.uri("/x");
            assertThatThrownBy(() -> fetch(file, source))
                    .hasMessageContaining("was cut off 6 times, at last at byte 60000")
                    .hasMessageContaining("try again to resume");
            assertThat(remainingFiles()).containsExactly("x.safetensors.part", "x.safetensors.part.from");
            for (int call = 0; call < 3; call++) {
                assertThatThrownBy(() -> fetch(file, source)).hasMessageContaining("cut off");
            }
            assertThat(fetch(file, source)).hasBinaryContent(BYTES);
        }
    }

    @Test
    void changed_remote_file_restarts_the_download() throws IOException {
        byte[] old = BYTES.clone();
        Arrays.fill(old, 20, 50_000, (byte) 7);
        boolean[] changed = {false};
        try (ScriptedHttpServer server = new ScriptedHttpServer((request, out) -> {
            ScriptedHttpServer.file(
                    request,
                    out,
                    changed[0] ? BYTES : old,
                    changed[0] ? TAG : "\"old\"",
                    changed[0] ? BYTES.length : 90_000);
            changed[0] = true;
        })) {
            assertThat(fetch(official(), server.uri("/x"))).hasBinaryContent(BYTES);
            assertThat(server.requests().get(1).header("if-range")).isEqualTo("\"old\"");
        }
    }

    @Test
    void server_without_ranges_or_etags_restarts_each_time() throws IOException {
        int[] calls = {0};
        try (ScriptedHttpServer server = new ScriptedHttpServer((request, out) -> {
            ScriptedHttpServer.head(out, "200 OK", "Content-Length: " + BYTES.length);
            out.write(BYTES, 0, calls[0]++ == 0 ? 1000 : BYTES.length);
        })) {
            assertThat(fetch(official(), server.uri("/x"))).hasBinaryContent(BYTES);
            assertThat(server.requests())
                    .allMatch(request -> request.header("range").isEmpty());
        }
    }

    @Test
    void wrong_checksum_is_rejected_and_deleted() throws IOException {
        byte[] other = BYTES.clone();
        other[200_000] ^= 1;
        assertRefused(
                official(),
                (request, out) -> ScriptedHttpServer.file(request, out, other, TAG),
                "its SHA-256 is",
                "expected",
                "discarded");
        assertThat(remainingFiles()).isEmpty();
        OfficialFile prefix = official(null, new Checksum(Checksum.SHA_256, "01234567"));
        assertRefused(
                prefix, (request, out) -> ScriptedHttpServer.file(request, out, BYTES, TAG), "expected 01234567…");
        assertThat(remainingFiles()).isEmpty();
    }

    @Test
    void wrong_content_length_is_detected() throws IOException {
        byte[] shorter = Arrays.copyOf(BYTES, 1000);
        assertRefused(
                official(),
                (request, out) -> ScriptedHttpServer.file(request, out, shorter, TAG),
                "announces 1000 bytes, the official file has 300000");
        assertRefused(
                official(),
                (request, out) -> { // no length, and too much
                    ScriptedHttpServer.head(out, "200 OK");
                    out.write(BYTES);
                    out.write(BYTES);
                },
                "sends more than the 300000 bytes");
        assertRefused(
                official(),
                (request, out) -> { // no length, and too little
                    ScriptedHttpServer.head(out, "200 OK");
                    out.write(shorter);
                },
                "cut off 6 times, at last at byte 1000 (the answer ended too early)");
        OfficialFile unknown = official(null, new Checksum(Checksum.SHA_256, "01234567"));
        assertRefused(unknown, (request, out) -> ScriptedHttpServer.file(request, out, shorter, TAG), "its SHA-256 is");
    }

    @Test
    void html_page_is_rejected() throws IOException {
        byte[] page = "\n<!DOCTYPE html><html><title>Sign in</title></html>".getBytes(StandardCharsets.UTF_8);
        OfficialFile any = official(null, null);
        assertRefused(
                any,
                (request, out) -> {
                    ScriptedHttpServer.head(
                            out, "200 OK", "Content-Type: text/html; charset=utf-8", "Content-Length: " + page.length);
                    out.write(page);
                },
                "sends an HTML page instead of weights");
        assertRefused(
                any,
                (request, out) -> ScriptedHttpServer.file(request, out, page, TAG),
                "sends an HTML page instead of weights");
        assertThat(remainingFiles()).isEmpty();
    }

    @Test
    void http_errors_have_clear_messages() throws IOException {
        Map<String, String> messages = Map.of(
                "404 Not Found", "has no such file",
                "403 Forbidden", "may want a login",
                "407 Proxy Authentication Required", "proxy",
                "503 Service Unavailable", "try again later",
                "418 Teapot", "status 418, expected 200",
                "304 Not Modified", "redirects without saying where");
        for (Map.Entry<String, String> status : messages.entrySet()) {
            assertRefused(
                    official(),
                    (request, out) -> ScriptedHttpServer.head(out, status.getKey(), "Content-Length: 0"),
                    status.getValue());
        }
        assertRefused(
                official(),
                (request, out) -> out.write("nonsense\r\n\r\n".getBytes(StandardCharsets.UTF_8)),
                "gave no answer that can be read");
        assertRefused(
                official(),
                (request, out) -> ScriptedHttpServer.head(
                        out, "206 Partial Content", "Content-Length: 0", "Content-Range: bytes 9-3/8"),
                "which is not a valid range");
        assertRefused(
                official(),
                (request, out) -> ScriptedHttpServer.head(
                        out, "206 Partial Content", "Content-Length: 9", "Content-Range: bytes 0-8/300000"),
                "were asked for");
        assertRefused(
                official(),
                (request, out) -> ScriptedHttpServer.head(out, "200 OK", "Content-Length: 9", "Content-Encoding: gzip"),
                "as gzip, which was not asked for");
    }

    @Test
    void redirects_are_limited_and_only_to_http_addresses() throws IOException {
        try (ScriptedHttpServer server = new ScriptedHttpServer((request, out) -> {
            if (request.path().equals("/x")) {
                ScriptedHttpServer.head(out, "302 Found", "Location: /y", "Content-Length: 0");
            } else {
                ScriptedHttpServer.file(request, out, BYTES, TAG);
            }
        })) {
            assertThat(fetch(official(), server.uri("/x"))).hasBinaryContent(BYTES);
        }
        Files.delete(folder.resolve("x.safetensors"));
        assertRefused(
                official(),
                (request, out) -> ScriptedHttpServer.head(out, "301 Moved", "Location: /x", "Content-Length: 0"),
                "redirects more than 5 times");
        assertRefused(
                official(),
                (request, out) ->
                        ScriptedHttpServer.head(out, "301 Moved", "Location: file:///etc/passwd", "Content-Length: 0"),
                "not followed");
    }

    @Test
    void idle_connection_times_out() throws IOException {
        assertRefused(
                official(),
                (request, out) -> {
                    ScriptedHttpServer.head(out, "200 OK", "Content-Length: " + BYTES.length);
                    out.write(BYTES, 0, 1000);
                    out.flush();
                    Thread.sleep(2_300); // longer than the idle timeout of 2 s
                },
                "cut off 6 times",
                "no data received for 2 s");
    }

    @Test
    void next_source_is_tried_after_a_failure() throws IOException {
        try (ScriptedHttpServer bad = new ScriptedHttpServer(
                        (request, out) -> ScriptedHttpServer.head(out, "404 Not Found", "Content-Length: 0"));
                ScriptedHttpServer good =
                        new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, BYTES, TAG))) {
            assertThat(fetch(official(), bad.uri("/x"), good.uri("/x"))).hasBinaryContent(BYTES);
            assertThatThrownBy(() -> fetch(official(), bad.uri("/1"), bad.uri("/2")))
                    .hasMessageContaining("/1 has no such file")
                    .hasMessageContaining("/2 has no such file");
        }
        assertThatThrownBy(() -> fetch(official(), URI.create("http://127.0.0.1:1/x")))
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void missing_disk_space_is_detected_before_the_download() throws IOException {
        OfficialFile huge = official(1L << 60, null);
        assertRefused(
                huge,
                (request, out) -> ScriptedHttpServer.head(out, "200 OK", "Content-Length: " + (1L << 60)),
                "needs 1152921504606846976 bytes more",
                "free disk space");
    }

    @Test
    void concurrent_downloads_of_one_file_are_rejected() throws IOException {
        try (PartialDownload other = PartialDownload.open(folder, "x.safetensors")) {
            assertThat(other.size()).isZero();
            assertThatThrownBy(() -> fetch(official(), URI.create("http://127.0.0.1:1/x")))
                    .hasMessageContaining("is being fetched by another call");
        }
    }

    @Test
    void trusted_file_gets_its_checksum_recorded() throws IOException {
        OfficialFile file = official(null, null);
        WeightFolder cache = new WeightFolder(folder);
        try (ScriptedHttpServer server =
                new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, BYTES, TAG))) {
            fetch(file, server.uri("/x"));
        }
        assertThat(remainingFiles()).containsExactly("x.safetensors", "x.safetensors.sha256");
        assertThat(cache.verify(file, cache.pathOf(file), progress::add).algorithm())
                .isEqualTo("SHA-256");
        byte[] changed = BYTES.clone();
        changed[100] ^= 1;
        Files.write(cache.pathOf(file), changed);
        assertThatThrownBy(() -> cache.verify(file, cache.pathOf(file), progress::add))
                .hasMessageContaining("is not the official file");
        Files.delete(folder.resolve("x.safetensors.sha256"));
        assertThatThrownBy(() -> cache.verify(file, cache.pathOf(file), progress::add))
                .hasMessageContaining("none was recorded");
    }
}
