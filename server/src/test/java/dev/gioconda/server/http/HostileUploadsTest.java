package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.server.paint.UploadFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Malformed and malicious uploads, each with its status and message; prints them as rows of a Markdown table. */
@Tag("integration")
class HostileUploadsTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static ServerFixture server;

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.withDefaultLimits(folder);
    }

    private record Attack(String type, byte[] body, Set<Integer> statuses) {
        static Attack withBody(String type, byte[] body, Integer... statuses) {
            return new Attack(type, body, Set.of(statuses));
        }
    }

    private static Map<String, Attack> attacks() throws IOException {
        Map<String, Attack> all = new LinkedHashMap<>();
        all.put(
                "PNG of 30,000 x 30,000 in 1 kB",
                Attack.withBody("image/png", UploadFixture.pngWithFalseHeader(30_000, 30_000), 422));
        all.put(
                "PNG of 2,000,000,000 x 2",
                Attack.withBody("image/png", UploadFixture.pngWithFalseHeader(2_000_000_000, 2), 422));
        all.put("PNG of 0 x 0", Attack.withBody("image/png", UploadFixture.pngWithFalseHeader(0, 0), 422));
        all.put(
                "PNG with less data than its header declares",
                Attack.withBody("image/png", UploadFixture.pngWithFalseHeader(1500, 1500), 422));
        all.put("JPEG cut in half", Attack.withBody("image/jpeg", Arrays.copyOf(PORTRAIT, PORTRAIT.length / 2), 422));
        all.put("first 20 bytes of a JPEG", Attack.withBody("image/jpeg", Arrays.copyOf(PORTRAIT, 20), 422));
        all.put("GIF named image/jpeg", Attack.withBody("image/jpeg", UploadFixture.encodedFile(20, 20, "gif"), 200));
        all.put("GIF", Attack.withBody("image/gif", UploadFixture.encodedFile(20, 20, "gif"), 200));
        all.put("TIFF named image/png", Attack.withBody("image/png", UploadFixture.encodedFile(20, 20, "tiff"), 200));
        all.put("BMP named image/jpeg", Attack.withBody("image/jpeg", UploadFixture.encodedFile(20, 20, "bmp"), 200));
        all.put(
                "SVG with a script",
                Attack.withBody(
                        "image/svg+xml",
                        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
                                .getBytes(StandardCharsets.UTF_8),
                        415));
        all.put(
                "SVG named image/png",
                Attack.withBody("image/png", "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8), 422));
        all.put(
                "HTML named image/jpeg",
                Attack.withBody("image/jpeg", "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), 422));
        all.put(
                "polyglot: JPEG, then a ZIP file",
                Attack.withBody(
                        "image/jpeg",
                        UploadFixture.concatenate(PORTRAIT, "PK\3\4evil".getBytes(StandardCharsets.US_ASCII)),
                        200));
        all.put(
                "polyglot: HTML, then a JPEG",
                Attack.withBody(
                        "image/jpeg",
                        UploadFixture.concatenate("<script>".getBytes(StandardCharsets.US_ASCII), PORTRAIT),
                        422));
        all.put("GPS in EXIF", Attack.withBody("image/jpeg", UploadFixture.withGps(PORTRAIT), 200));
        all.put("100 MB", Attack.withBody("image/jpeg", new byte[100_000_000], 413));
        all.put("one byte above the limit", Attack.withBody("image/jpeg", new byte[3_000_001], 413));
        all.put("nothing", Attack.withBody("image/jpeg", new byte[0], 400));
        all.put("one byte", Attack.withBody("image/jpeg", new byte[1], 422));
        all.put("JSON", Attack.withBody("application/json", "{}".getBytes(StandardCharsets.UTF_8), 415));
        all.put("text/plain", Attack.withBody("text/plain", PORTRAIT, 415));
        all.put(
                "Content-Type of 200 unusual characters",
                Attack.withBody("x/" + "%s${jndi}".repeat(20), PORTRAIT, 415));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> hostile_upload_gets_its_status_and_a_message() throws IOException {
        return attacks().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Attack attack = entry.getValue();
                    HttpResponse<byte[]> response = server.post("/v1/classify", attack.type(), attack.body());
                    JsonNode answer = ServerFixture.json(response);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %d | %s |%n",
                            entry.getKey(),
                            response.statusCode(),
                            answer.path("detail").asText(answer.path("label").asText()));
                    assertThat(response.statusCode()).isIn(attack.statuses());
                    if (response.statusCode() != 200) {
                        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                                .startsWith("application/problem+json");
                        assertThat(answer.get("detail").asText())
                                .isNotBlank()
                                .doesNotContain("Exception", "java.", "<", "$");
                    }
                    assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
                }));
    }

    @TestFactory
    Stream<DynamicTest> path_traversal_finds_nothing() {
        return List.of(
                        "/v1/style-jobs/..%2f..%2fetc%2fpasswd",
                        "/v1/style-jobs/%2e%2e/",
                        "/v1/style-jobs/..;/..;/etc/passwd",
                        "/v1/style-jobs/" + "a".repeat(5000),
                        "/v1/style-jobs/00000000000000000000000000000000/image?v=../../x",
                        "/v1/styles/..%2f..%2fmanifest.json",
                        "/v1/styles/night-swirls.png%00.jpg",
                        "/assets/..%2f..%2fapplication.conf",
                        "/assets/%2e%2e/openapi.yaml",
                        "/v1/models/..%2f..%2fetc/history",
                        "/v1/models/smile%00/history",
                        "/v1/answers/xyz/heat/0",
                        "/v2/models/..%5c..%5cx",
                        "/nothing")
                .stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    HttpResponse<byte[]> response = server.get(path);
                    System.out.printf(Locale.ROOT, "| GET %.70s | %d |%n", path, response.statusCode());
                    assertThat(response.statusCode()).isBetween(400, 499);
                    assertThat(new String(response.body(), StandardCharsets.UTF_8))
                            .doesNotContain("root:", "Exception");
                }));
    }

    @Test
    void oversized_and_malformed_forms_are_rejected() {
        String head = String.join(
                "\r\n",
                "--b",
                "Content-Disposition: form-data; name=\"content\"; filename=\"../../x.jpg\"",
                "Content-Type: image/jpeg",
                "",
                "");
        byte[] large = UploadFixture.concatenate(
                head.getBytes(StandardCharsets.US_ASCII),
                new byte[7_000_000],
                "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        for (String path : List.of("/", "/v1/style-jobs")) {
            HttpResponse<byte[]> response = server.post(path, "multipart/form-data; boundary=b", large);
            assertThat(response.statusCode()).as(path).isEqualTo(413);
            HttpResponse<byte[]> broken =
                    server.post(path, "multipart/form-data", "x".getBytes(StandardCharsets.US_ASCII));
            assertThat(broken.statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void form_upload_creates_a_job_and_leaves_no_temporary_file() throws IOException {
        byte[] form = UploadFixture.concatenate(
                String.join(
                                "\r\n",
                                "--b",
                                "Content-Disposition: form-data; name=\"size\"",
                                "",
                                "64",
                                "--b",
                                "Content-Disposition: form-data; name=\"style\"",
                                "",
                                "gallery:red-dunes",
                                "--b",
                                "Content-Disposition: form-data; name=\"content\"; filename=\"../../x.jpg\"",
                                "Content-Type: image/jpeg",
                                "",
                                "")
                        .getBytes(StandardCharsets.US_ASCII),
                PORTRAIT,
                "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        long before = uploads();
        HttpResponse<byte[]> ordered = server.post("/v1/style-jobs", "multipart/form-data; boundary=b", form);
        assertThat(ordered.statusCode()).isEqualTo(202);
        assertThat(uploads()).isEqualTo(before);
    }

    private static long uploads() throws IOException {
        try (Stream<Path> files = java.nio.file.Files.list(folder.resolve("work/uploads"))) {
            return files.count();
        }
    }

    @Test
    void large_photo_is_accepted_and_can_be_stylized() throws IOException {
        java.util.Random random = new java.util.Random(1);
        java.awt.image.BufferedImage noise = UploadFixture.drawnImage(2000, 1900);
        for (int y = 0; y < 1900; y++) {
            for (int x = 0; x < 2000; x++) {
                noise.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(noise, "jpg", out);
        HttpResponse<byte[]> uploadResponse = server.post("/v1/images", "image/jpeg", out.toByteArray());
        assertThat(uploadResponse.statusCode()).isEqualTo(201);
        assertThat(ServerFixture.json(uploadResponse).get("width").asInt())
                .as("reduced to the largest side of a painting")
                .isEqualTo(512);
    }

    @Test
    void stored_image_has_no_gps_metadata() throws IOException {
        JsonNode answer =
                ServerFixture.json(server.post("/v1/classify", "image/jpeg", UploadFixture.withGps(PORTRAIT)));
        HttpResponse<byte[]> feedbackResponse = server.post(
                "/v1/feedback",
                "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}"
                        .formatted(answer.get("answer").asText()));
        assertThat(feedbackResponse.statusCode()).isEqualTo(201);
        String key = server.store.list("images/").get(0).key();
        byte[] storedImage = server.store.get(key).orElseThrow();
        assertThat(new String(storedImage, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "GPS", "eXIf");
    }

    @Test
    void slow_request_body_times_out() throws Exception {
        assertThat(
                        sendSlowly(
                                "POST /v1/classify HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\nContent-Length: 500000\r\n\r\n"))
                .matches("HTTP/1.1 408 .*");
        for (String path : List.of("/", "/v1/style-jobs")) {
            assertThat(sendSlowly(
                            "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 500000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"x\"\r\n\r\n"
                                    .formatted(path)))
                    .as("a form to " + path)
                    .matches("HTTP/1.1 408 .*");
        }
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    }

    /** The status line of the response to a request whose body arrives at two bytes per second. */
    private static String sendSlowly(String head) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            long start = System.nanoTime();
            String line = null;
            for (int second = 0; second < 40 && line == null; second++) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                Thread.sleep(500); // the client sends two bytes a second
                if (socket.getInputStream().available() > 0) {
                    line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine();
                }
            }
            System.out.printf(
                    Locale.ROOT, "| 2 bytes a second | %s after %.0f s |%n", line, (System.nanoTime() - start) / 1e9);
            return String.valueOf(line);
        }
    }
}
