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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page Smile, as people use it. */
class SmilePageTest {

    @RegisterExtension
    static final Site SITE = new Site();

    private static final Path PHOTOGRAPHS =
            Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data", "celeba_wild", "img_celeba");

    @Test
    void a_chosen_picture_gets_a_box_a_word_a_number_and_a_map() throws IOException {
        Page page = open();

        page.setInputFiles("#look input[type=file]", Portraits.grin());

        assertThat(page.locator(".face h3")).hasText("Smiling");
        assertThat(page.locator(".probability")).containsText("% smiling");
        assertThat(page.locator("#word")).containsText("One face");
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
    void a_photograph_of_a_real_person_is_judged_too() throws IOException {
        assumeTrue(Files.isDirectory(PHOTOGRAPHS), "The photographs of shared/data/celeba_wild are not here.");
        Page page = open();
        try (Stream<Path> files = Files.list(PHOTOGRAPHS)) {
            page.setInputFiles(
                    "#look input[type=file]", files.sorted().findFirst().orElseThrow());
        }

        assertThat(page.locator(".face").first()).isVisible();
        assertThat(page.locator(".box").first()).isAttached();
    }

    @Test
    void what_is_said_gives_a_receipt_and_the_receipt_deletes_it() throws IOException {
        Page page = open();
        page.setInputFiles("#look input[type=file]", Portraits.serious());
        assertThat(page.locator(".face h3")).hasText("Not smiling");
        assertThat(page.locator("#consent")).not().isChecked();

        page.click(".verdict button >> text=Wrong");

        assertThat(page.locator(".receipt")).containsText("noted as smiling. The picture is not kept.");
        List<Feedback> said = SITE.said();
        assertThat(said).singleElement().satisfies(one -> {
            assertThat(one.truth()).isTrue();
            assertThat(one.consent()).isFalse();
        });
        assertThat(SITE.keepsPictures()).isFalse();
        page.click("text=Delete what I said");
        assertThat(page.locator(".receipt")).containsText("Deleted");
        assertThat(SITE.said()).isEmpty();
    }

    @Test
    void a_picture_is_kept_only_when_the_box_was_ticked_and_goes_from_the_gallery_page() throws IOException {
        Page page = open();
        page.setInputFiles("#look input[type=file]", Portraits.grin());
        page.check("#consent");
        page.click(".verdict button >> text=Right");
        assertThat(page.locator(".receipt")).containsText("kept for 365 days");
        assertThat(SITE.keepsPictures()).isTrue();

        page.navigate(SITE.address() + "/gallery");
        page.click("#said button");

        assertThat(page.locator("#said-word")).containsText("Deleted");
        assertThat(SITE.said()).isEmpty();
        assertThat(SITE.keepsPictures()).isFalse();
    }

    @Test
    void nobody_a_doubt_and_a_group_are_answers() {
        Page page = open();

        page.click(".example >> text=Nobody");
        assertThat(page.locator("#word")).hasText("No face was found.");

        page.click(".example >> text=Hard to tell");
        assertThat(page.locator(".face h3")).hasText("I can't tell");
        assertThat(page.locator(".verdict button")).hasText(new String[] {"Smiling", "Not smiling"});

        page.click(".example >> text=A group");
        assertThat(page.locator(".face")).hasCount(4);
        assertThat(page.locator("#word")).hasText("4 faces, 3 of them smiling.");
    }

    @Test
    void a_picture_can_be_dropped_and_pasted() throws IOException {
        Page page = open();
        String grin = Base64.getEncoder().encodeToString(Portraits.grin().buffer);
        String give = "([kind, base64]) => { const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));"
                + " const data = new DataTransfer(); data.items.add(new File([bytes], 'a.jpg', {type: 'image/jpeg'}));"
                + " const event = kind === 'drop' ? new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})"
                + " : new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});"
                + " document.querySelector('.stage').dispatchEvent(event); }";

        page.evaluate(give, List.of("drop", grin));
        assertThat(page.locator(".face h3")).hasText("Smiling");

        page.reload();
        page.evaluate(give, List.of("paste", grin));
        assertThat(page.locator(".face h3")).hasText("Smiling");
    }

    @Test
    void a_picture_can_be_taken_with_the_camera() {
        Page page = open();
        page.click("[data-camera]");
        Locator shoot = page.locator("dialog button[value=shoot]");
        assertThat(shoot).isEnabled();

        shoot.click();

        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator(".stage .shown")).isVisible();
        assertThat(page.locator("#word")).hasText("No face was found."); // the made-up camera shows a test card
    }

    @Test
    void what_is_no_picture_is_refused_in_words() {
        SITE.allow("status of 422");
        Page page = open();

        page.setInputFiles(
                "#look input[type=file]",
                new FilePayload("note.jpg", "image/jpeg", "not a picture".getBytes(StandardCharsets.UTF_8)));

        assertThat(page.locator("#word.bad")).containsText("JPEG");
        page.setInputFiles(
                "#look input[type=file]",
                new FilePayload("note.txt", "text/plain", "not a picture".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#word.bad")).containsText("no picture that the browser can read");
    }

    @Test
    void without_javascript_the_plain_form_answers() throws IOException {
        Page page = SITE.visitor(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(SITE.address());
        assertThat(page.locator("[data-camera]")).isHidden();

        page.setInputFiles("#look input[type=file]", Portraits.grin());
        page.click("text=Look at it");

        assertThat(page.locator(".face h3")).containsText("Smiling");
        assertThat(page.locator(".box")).hasCount(1);
        assertThat(page.locator("svg image")).isVisible();
    }

    private static Page open() {
        Page page = SITE.visitor();
        page.navigate(SITE.address());
        return page;
    }
}
