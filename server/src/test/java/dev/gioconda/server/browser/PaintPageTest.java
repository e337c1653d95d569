package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page Paint in a browser. */
@Tag("integration")
class PaintPageTest {

    private static final Path DATA = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data");

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    /** The styles of the page are drawn when it is opened first, which delays its other images. */
    private static final LocatorAssertions.IsVisibleOptions VISIBLE_AFTER_DRAWING =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final LocatorAssertions.HasTextOptions LONG_TIMEOUT =
            new LocatorAssertions.HasTextOptions().setTimeout(90_000);

    @Test
    void job_is_painted_watched_compared_rated_and_deleted() throws IOException {
        SITE.allowConsoleMessage("status of 404"); // the deleted job is requested at the end
        Page page = open();
        page.setInputFiles("#content input[type=file]", PortraitFixture.grin());
        page.check("input[value='gallery:red-dunes']");
        page.selectOption("select[name=size]", "256");
        page.check("input[name=settings]");

        page.click("#show-previews");
        assertThat(page.locator(".preview")).hasCount(4);
        SiteExtension.waitUntil(page, "!document.querySelector('.preview img').hidden");
        page.reload(); // the previews are restored
        assertThat(page.locator(".preview")).hasCount(4);
        SiteExtension.waitUntil(page, "!document.querySelector('.preview img').hidden");
        page.click(".preview >> nth=0");

        SiteExtension.waitUntil(page, "/^#job=[0-9a-f]{32}$/.test(location.hash)");
        SiteExtension.waitUntil(page, "!document.querySelector('#after').hidden");
        String address = page.url();
        page.reload();
        assertThat(page.url()).isEqualTo(address);
        assertThat(page.locator("#settings")).containsText("red dunes");
        assertThat(page.locator("#state")).hasText("Done", LONG_TIMEOUT);

        page.focus("#compare");
        page.keyboard().press("End");
        assertThat(page.locator("#compare")).hasAttribute("aria-valuetext", "100 % before, 0 % after");
        Download download = page.waitForDownload(() -> page.click("#download"));
        assertThat(download.suggestedFilename()).isEqualTo("gioconda.png");
        try (InputStream in = download.createReadStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("the requested settings")
                    .startsWith("\u0089PNG")
                    .contains("sha256");
        }

        page.check("#rating input[value='4']");
        page.fill("#rating textarea", "warm");
        page.click("#rating button");
        assertThat(page.locator("#rating .receipt")).containsText("Your receipt");
        assertThat(SITE.storedFeedback()).singleElement().satisfies(one -> {
            assertThat(one.response().stars()).isEqualTo(4);
            assertThat(one.response().reason()).isEqualTo("warm");
            assertThat(one.consent()).isFalse();
        });

        page.navigate(SITE.address() + "/gallery");
        assertThat(page.locator(".painting h3")).hasText("Red dunes");
        assertThat(page.locator("#feedback li")).hasCount(1);
        page.click(".painting button");
        page.click("dialog button >> text=Delete");
        assertThat(page.locator(".painting")).hasCount(0);
        page.navigate(address);
        assertThat(page.locator("#state")).containsText("Deleted");
    }

    @Test
    void only_the_owner_deletes_and_may_undo_it() {
        SITE.allowConsoleMessage("status of 404"); // the deleted job is requested
        Page owner = open();
        String address = createSmallJob(owner);

        Page visitor = SITE.newPage();
        visitor.navigate(address);
        assertThat(visitor.locator("#state")).hasText("Done");
        assertThat(visitor.locator("#download")).isVisible();
        assertThat(visitor.locator("#stop")).isHidden();
        assertThat(visitor.locator("#delete")).isHidden();

        owner.focus("#delete");
        owner.keyboard().press("Enter");
        assertThat(owner.locator("dialog button >> text=Cancel")).isFocused();
        owner.keyboard().press("Escape");
        assertThat(owner.locator("dialog")).hasCount(0);
        assertThat(owner.locator("#delete")).isFocused();
        assertThat(owner.locator("#state")).hasText("Done");

        owner.keyboard().press("Enter");
        owner.keyboard().press("Shift+Tab");
        owner.keyboard().press("Enter");
        assertThat(owner.locator("#undo")).isFocused();
        assertThat(owner.locator("#after")).isHidden();
        visitor.reload();
        assertThat(visitor.locator("#state")).hasText("This image was deleted or has expired.");
        assertThat(visitor.locator("#undo")).isHidden();

        owner.reload(); // the undo is still offered
        owner.click("#undo");
        assertThat(owner.locator("#state")).hasText("Done");
        assertThat(owner.locator("#after")).isVisible();
        assertThat(owner.locator("#delete")).isVisible();
    }

    @Test
    void gallery_undoes_a_deletion() {
        Page page = open();
        createSmallJob(page);
        page.navigate(SITE.address() + "/gallery");
        page.click(".painting button");
        page.click("dialog button >> text=Cancel");
        assertThat(page.locator(".painting")).hasCount(1);
        page.click(".painting button");
        page.click("dialog button >> text=Delete");
        assertThat(page.locator(".deleted button")).isFocused();
        page.reload();
        assertThat(page.locator("#message")).containsText("No stylized images yet.");
        page.click(".deleted button");
        assertThat(page.locator(".painting h3")).hasText("Red dunes");
        assertThat(page.locator(".painting a.frame")).isFocused();
        assertThat(page.locator("#message")).containsText("One image.");
    }

    /** Creates a job that takes a few seconds, and waits for its end; returns its address. */
    private static String createSmallJob(Page page) {
        page.click("#content [data-example]");
        assertThat(page.locator("#content .shown")).isVisible(VISIBLE_AFTER_DRAWING);
        page.check("input[value='gallery:red-dunes']");
        page.evaluate("document.querySelector('select[name=size] option').value = 96");
        page.selectOption("select[name=size]", "96");
        page.click("#paint");
        assertThat(page.locator("#state")).hasText("Done", LONG_TIMEOUT);
        return page.url();
    }

    @Test
    void photo_is_stylized_with_an_uploaded_style() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "The photos and paintings of shared/data are missing.");
        Page page = open();
        page.setInputFiles("#content input[type=file]", DATA.resolve("content/portrait_01_smile.jpg"));
        page.setInputFiles("input[name=own]", DATA.resolve("style/starry_night.jpg"));
        assertThat(page.locator("input[value=own]")).isChecked();
        page.selectOption("select[name=size]", "256");
        page.click("#paint");
        SiteExtension.waitUntil(page, "!document.querySelector('#after').hidden");
        assertThat(page.locator("#state")).hasText("Done", LONG_TIMEOUT);
        assertThat(page.locator("#after")).isVisible();
    }

    @Test
    void job_survives_a_restart_and_keeps_its_image_when_stopped() throws Exception {
        SITE.allowConsoleMessage("ERR_"); // logged by the browser while the server is down
        SITE.allowConsoleMessage("Failed to load resource");
        Page page = open();
        page.click("#content [data-example]");
        assertThat(page.locator("#content .shown")).isVisible(VISIBLE_AFTER_DRAWING);
        page.check("input[name=preset][value=fine]");
        page.selectOption("select[name=size]", "768");
        page.click("#paint");
        SiteExtension.waitUntil(page, "!document.querySelector('#after').hidden");

        SITE.restart();

        SiteExtension.waitUntil(page, "document.querySelector('#job-error').textContent === ''");
        assertThat(page.locator("#state")).hasText("Stylizing", LONG_TIMEOUT);
        page.click("#stop");
        assertThat(page.locator("#state")).hasText("Stopped; the best result so far is shown", LONG_TIMEOUT);
        assertThat(page.locator("#after")).isVisible();
        assertThat(page.locator("#download")).isVisible();

        page.click("#new-painting");
        assertThat(page.locator("#setup")).isVisible();
        page.goBack();
        assertThat(page.locator("#state")).hasText("Stopped; the best result so far is shown");
    }

    @Test
    void missing_input_is_shown() {
        Page page = open();

        page.click("#paint");
        assertThat(page.locator("#error")).hasText("Choose your image first.");

        page.click("#content [data-example]");
        assertThat(page.locator("#content .shown")).isVisible(VISIBLE_AFTER_DRAWING);
        page.check("input[name=style][value=own]");
        page.click("#paint");
        assertThat(page.locator("#error")).containsText("Choose your own style image");
    }

    private static Page open() {
        Page page = SITE.newPage();
        page.navigate(SITE.address() + "/paint");
        return page;
    }
}
