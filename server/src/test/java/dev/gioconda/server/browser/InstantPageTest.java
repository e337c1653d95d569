package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page Instant in a browser; it requires no JavaScript. */
@Tag("integration")
class InstantPageTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    @Test
    void stylized_image_is_shown_and_can_be_downloaded() throws IOException {
        Page page = SITE.newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(SITE.address() + "/instant");
        page.setInputFiles("input[type=file]", PortraitFixture.grin());
        page.selectOption("select[name=size]", "256");
        page.click("text=Stylize it");

        assertThat(page.locator(".result h2")).hasText("The Starry Night, Vincent van Gogh, 1889");
        assertThat(page.locator(".result img")).hasCount(2);
        Download download = page.waitForDownload(() -> page.click("text=Download"));
        Picture painted = new SafeImageDecoder().decode(Files.readAllBytes(download.path()));
        assertThat(Math.max(painted.width(), painted.height())).isEqualTo(256);
    }

    @Test
    void non_image_error_is_shown_on_the_page() {
        SITE.allowConsoleMessage("status of 422"); // the expected response
        Page page = SITE.newPage();
        page.navigate(SITE.address() + "/instant");
        page.setInputFiles(
                "input[type=file]", new FilePayload("a.jpg", "image/jpeg", "no".getBytes(StandardCharsets.UTF_8)));
        page.click("text=Stylize it");
        assertThat(page.locator("#message")).containsText("JPEG");
    }
}
