package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page Instant, as people use it; it needs no JavaScript. */
class InstantPageTest {

    @RegisterExtension
    static final Site SITE = new Site();

    @Test
    void a_picture_comes_back_painted_and_can_be_downloaded() throws IOException {
        Page page = SITE.visitor(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(SITE.address() + "/instant");
        page.setInputFiles("input[type=file]", Portraits.grin());
        page.selectOption("select[name=size]", "256");
        page.click("text=Paint it");

        assertThat(page.locator(".result h2")).hasText("The Starry Night, Vincent van Gogh, 1889");
        assertThat(page.locator(".result img")).hasCount(2);
        Download download = page.waitForDownload(() -> page.click("text=Download"));
        Picture painted = new ImageDoor().decode(Files.readAllBytes(download.path()));
        assertThat(Math.max(painted.width(), painted.height())).isEqualTo(256);
    }

    @Test
    void what_is_no_picture_is_said_on_the_page() {
        SITE.allow("status of 422"); // which is what it is answered with
        Page page = SITE.visitor();
        page.navigate(SITE.address() + "/instant");
        page.setInputFiles(
                "input[type=file]", new FilePayload("a.jpg", "image/jpeg", "no".getBytes(StandardCharsets.UTF_8)));
        page.click("text=Paint it");
        assertThat(page.locator("#word")).containsText("no picture");
    }
}
