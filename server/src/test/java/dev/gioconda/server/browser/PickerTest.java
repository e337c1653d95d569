package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import dev.gioconda.server.ServerFixture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page sends of a chosen image: it re-encodes what the server would not accept. */
@Tag("integration")
class PickerTest {

    /** 96 x 64 pixels of one color. */
    private static final String AVIF =
            "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAO"
                    + "cGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAKwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAA"
                    + "AABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAYAAAAEAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAG"
                    + "gAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAM21kYXQSAAoJGBlv/tEBDQaEMhwWI8PC7ummmmFgAADPyinHmIvpjT+h9iA5CoQg";

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    @Test
    void image_of_30_megapixels_is_sent_at_reduced_size() throws IOException {
        Response response = classify(png(6000, 5000));
        assertThat(response.request().headerValue("Content-Type")).isEqualTo("image/jpeg");
        assertThat(size(response)).isEqualTo("3000 x 2500");
    }

    @Test
    void image_with_a_side_above_the_limit_is_sent_at_reduced_size() throws IOException {
        assertThat(size(classify(png(12_000, 400)))).isEqualTo("3000 x 100");
    }

    @Test
    void image_within_the_limits_is_sent_as_it_is() throws IOException {
        Response response = classify(png(5000, 4000));
        assertThat(response.request().headerValue("Content-Type")).isEqualTo("image/png");
        assertThat(size(response)).isEqualTo("5000 x 4000");
    }

    @Test
    void avif_is_sent_as_jpeg() throws IOException {
        Response response = classify(
                new FilePayload("a.avif", "image/avif", Base64.getDecoder().decode(AVIF)));
        assertThat(response.request().headerValue("Content-Type")).isEqualTo("image/jpeg");
        assertThat(size(response)).isEqualTo("96 x 64");
    }

    /** Chooses an image without a face on the page Smile; returns the server's response. */
    private static Response classify(FilePayload file) {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        Response response =
                page.waitForResponse("**/v1/classify", () -> page.setInputFiles("#classify input[type=file]", file));
        assertThat(page.locator("#message")).hasText("No face was found.");
        assertThat(page.locator("#error")).isEmpty();
        return response;
    }

    private static String size(Response response) throws IOException {
        JsonNode answer = ServerFixture.JSON.readTree(response.body());
        return answer.path("width").asInt() + " x " + answer.path("height").asInt();
    }

    /** A black image. */
    private static FilePayload png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", out);
        return new FilePayload("drawn.png", "image/png", out.toByteArray());
    }
}
