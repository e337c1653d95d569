package dev.gioconda.server.instant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.server.ServerFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fast styles over HTTP and on the page Instant. */
@Tag("integration")
class FastStylesTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static ServerFixture server;

    private static final List<byte[]> PORTRAITS = ServerFixture.portraits(1);

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.withDefaultLimits(folder);
    }

    @Test
    void every_style_has_an_example_and_honors_the_size() throws RefusedPictureException {
        JsonNode styles = ServerFixture.json(server.get("/v1/fast-styles")).get("styles");
        assertThat(styles).isNotEmpty();
        for (JsonNode style : styles) {
            HttpResponse<byte[]> example = server.get(style.get("picture").asText());
            assertThat(example.headers().firstValue("Content-Type")).hasValue("image/png");
            String path = "/v1/fast-styles/" + style.get("name").asText() + "?size=96";
            HttpResponse<byte[]> painted = server.post(path, "image/jpeg", PORTRAITS.get(0));
            assertThat(painted.statusCode()).isEqualTo(200);
            Picture picture = new SafeImageDecoder().decode(painted.body());
            assertThat(Math.max(picture.width(), picture.height())).isEqualTo(96);
            assertThat(server.post(path, "image/jpeg", PORTRAITS.get(0)).body())
                    .as("the same image gives the same result")
                    .isEqualTo(painted.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-style, 404, There is no fast style of that name",
        "starry-night?size=9, 400, expected 32 to",
        "starry-night?size=99999, 400, expected 32 to",
        "starry-night?size=-1, 400, The size is not a number",
        "starry-night?size=1e9, 400, The size is not a number"
    })
    void unknown_style_or_size_is_an_api_error(String path, int status, String expectedMessage) {
        HttpResponse<byte[]> response = server.post("/v1/fast-styles/" + path, "image/jpeg", PORTRAITS.get(0));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ServerFixture.json(response).get("detail").asText()).contains(expectedMessage);
    }

    @Test
    void non_image_is_rejected() {
        HttpResponse<byte[]> response = server.post("/v1/fast-styles/starry-night", "image/jpeg", new byte[] {1, 2, 3});
        assertThat(response.statusCode()).isEqualTo(422);
    }

    private static HttpResponse<byte[]> postForm(ServerFixture server, String style, String size, byte[] picture) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String[] field : new String[][] {{"style", style}, {"size", size}}) {
            body.writeBytes("--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(field[0], field[1])
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(picture);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return server.post("/instant", "multipart/form-data; boundary=b", body.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "starry-night, 99999, 400, expected 32 to",
        "starry-night, many, 400, The size is not a number",
        "no-such-style, 256, 404, There is no fast style of that name"
    })
    void unknown_style_or_size_is_shown_on_the_page(String style, String size, int status, String expectedMessage) {
        HttpResponse<byte[]> response = postForm(server, style, size, PORTRAITS.get(0));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains(expectedMessage)
                .contains("<form class=\"instant\"");
    }

    @Test
    void page_keeps_the_form_values_and_embeds_the_result_once() {
        HttpResponse<byte[]> response = postForm(server, "starry-night", "256", PORTRAITS.get(0));
        String page = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(page).isEqualTo(200);
        assertThat(page).contains("<option value=\"256\" selected").containsOnlyOnce("data:image/png");
        assertThat(page.length()).isLessThan(page.indexOf("download=") - page.indexOf("data:image/png") + 100_000);
    }

    @Test
    void rate_limited_page_shows_when_to_retry(@TempDir Path other) throws Exception {
        try (ServerFixture strict = new ServerFixture(other, ServerFixture.limits(1))) {
            HttpResponse<byte[]> response = postForm(strict, "no-such-style", "256", PORTRAITS.get(0));
            for (int i = 0; i < 5 && response.statusCode() == 404; i++) {
                response = postForm(strict, "no-such-style", "256", PORTRAITS.get(0));
            }
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValueAsLong("Retry-After")).isPresent();
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("<form class=\"instant\"");
        }
    }
}
