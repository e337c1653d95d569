package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.gioconda.feedback.Feedback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page Smile in a browser. */
@Tag("integration")
class SmilePageTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    private static final Path PHOTOS =
            Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data", "celeba_wild", "img_celeba");

    @Test
    void chosen_image_gets_box_label_probability_and_heat_map() throws IOException {
        Page page = open();

        page.setInputFiles("#classify input[type=file]", PortraitFixture.grin());

        assertThat(page.locator(".face h3")).hasText("Smiling");
        assertThat(page.locator(".probability")).containsText("% smiling");
        assertThat(page.locator("#message")).containsText("One face");
        assertThat(page.locator(".box")).hasCount(1);
        page.click("[data-heat]");
        assertThat(page.locator("[data-heat]")).hasAttribute("aria-pressed", "true");
        assertThat(page.evaluate(
                        "() => { const c = document.querySelector('.heat'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                                + " return !c.hidden && d.some((v) => v > 0); }"))
                .isEqualTo(true);
        page.click("[data-heat]");
        assertThat(page.locator(".heat")).isHidden();
    }

    @Test
    void real_photo_is_classified() throws IOException {
        assumeTrue(Files.isDirectory(PHOTOS), "The photos of shared/data/celeba_wild are missing.");
        Page page = open();
        try (Stream<Path> files = Files.list(PHOTOS)) {
            page.setInputFiles(
                    "#classify input[type=file]", files.sorted().findFirst().orElseThrow());
        }

        assertThat(page.locator(".face").first()).isVisible();
        assertThat(page.locator(".box").first()).isAttached();
    }

    @Test
    void feedback_gives_a_receipt_that_deletes_it() throws IOException {
        Page page = open();
        page.setInputFiles("#classify input[type=file]", PortraitFixture.serious());
        assertThat(page.locator(".face h3")).hasText("Not smiling");
        assertThat(page.locator("#consent")).not().isChecked();

        page.click(".verdict button >> text=Wrong");

        assertThat(page.locator(".receipt")).containsText("recorded as smiling. The image is not stored.");
        List<Feedback> records = SITE.storedFeedback();
        assertThat(records).singleElement().satisfies(one -> {
            assertThat(one.truth()).isTrue();
            assertThat(one.consent()).isFalse();
        });
        assertThat(SITE.hasStoredImages()).isFalse();
        page.click("text=Delete my feedback");
        assertThat(page.locator(".receipt")).containsText("Deleted");
        assertThat(SITE.storedFeedback()).isEmpty();
    }

    @Test
    void image_is_stored_only_with_consent_and_can_be_deleted() throws IOException {
        Page page = open();
        page.setInputFiles("#classify input[type=file]", PortraitFixture.grin());
        page.check("#consent");
        page.click(".verdict button >> text=Right");
        assertThat(page.locator(".receipt")).containsText("stored for at most 365 days");
        assertThat(SITE.hasStoredImages()).isTrue();

        page.navigate(SITE.address() + "/gallery");
        page.click("#feedback button");

        assertThat(page.locator("#feedback-message")).containsText("Deleted");
        assertThat(SITE.storedFeedback()).isEmpty();
        assertThat(SITE.hasStoredImages()).isFalse();
    }

    @Test
    void no_face_uncertain_and_group_images_are_answered() {
        Page page = open();

        page.click(".example >> text=No face");
        assertThat(page.locator("#message")).hasText("No face was found.");

        page.click(".example >> text=Hard to tell");
        assertThat(page.locator(".face h3")).hasText("Can't tell");
        assertThat(page.locator(".verdict button")).hasText(new String[] {"Smiling", "Not smiling"});

        page.click(".example >> text=A group");
        assertThat(page.locator(".face")).hasCount(4);
        assertThat(page.locator("#message")).hasText("4 faces, 3 of them smiling.");
    }

    @Test
    void image_can_be_dropped_and_pasted() throws IOException {
        Page page = open();
        String grin = Base64.getEncoder().encodeToString(PortraitFixture.grin().buffer);
        String dropOrPasteScript =
                "([kind, base64]) => { const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));"
                        + " const data = new DataTransfer(); data.items.add(new File([bytes], 'a.jpg', {type: 'image/jpeg'}));"
                        + " const event = kind === 'drop' ? new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})"
                        + " : new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});"
                        + " document.querySelector('.stage').dispatchEvent(event); }";

        page.evaluate(dropOrPasteScript, List.of("drop", grin));
        assertThat(page.locator(".face h3")).hasText("Smiling");

        page.reload();
        page.evaluate(dropOrPasteScript, List.of("paste", grin));
        assertThat(page.locator(".face h3")).hasText("Smiling");
    }

    @Test
    void image_can_be_taken_with_the_camera() {
        Page page = open();
        page.click("[data-camera]");
        Locator shutterButton = page.locator("dialog button[value=shoot]");
        assertThat(shutterButton).isEnabled();

        shutterButton.click();

        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator(".stage .shown")).isVisible();
        assertThat(page.locator("#message")).hasText("No face was found."); // the simulated camera shows a test pattern
    }

    @Test
    void non_image_error_is_shown() {
        SITE.allowConsoleMessage("status of 422");
        Page page = open();

        page.setInputFiles(
                "#classify input[type=file]",
                new FilePayload("note.jpg", "image/jpeg", "not a picture".getBytes(StandardCharsets.UTF_8)));

        assertThat(page.locator("#error")).containsText("JPEG");
        page.setInputFiles(
                "#classify input[type=file]",
                new FilePayload("note.txt", "text/plain", "not a picture".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#error")).containsText("cannot read this file as an image");
    }

    @Test
    void form_works_without_javascript() throws IOException {
        Page page = SITE.newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(SITE.address());
        assertThat(page.locator("[data-camera]")).isHidden();

        page.setInputFiles("#classify input[type=file]", PortraitFixture.grin());
        page.click("text=Classify");

        assertThat(page.locator(".face h3")).hasText("Smiling");
        assertThat(page.locator(".box")).hasCount(1);
        assertThat(page.locator("svg image")).isVisible();
    }

    private static Page open() {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        return page;
    }
}
