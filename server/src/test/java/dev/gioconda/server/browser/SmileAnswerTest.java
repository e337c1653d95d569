package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import dev.gioconda.server.operator.Formats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the page Smile shows an answer, that it is the same without JavaScript, and that an error leaves none. */
@Tag("integration")
class SmileAnswerTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    private static final String INPUT = "#classify input[type=file]";
    private static final int MIN_GROUP = 4;

    /** The end of the last of the elements on the screen, and whether the page was scrolled; in pixels. */
    private static final String LOWEST_SCRIPT =
            "(selectors) => scrollY * 1e6 + Math.max(...selectors.map((one) => document.querySelector(one).getBoundingClientRect().bottom))";

    /** All texts and boxes of the answer, and the number of thumbnails. */
    private static final String ANSWER_SCRIPT = "() => ({summary: document.querySelector('#message').textContent,"
            + " titles: [...document.querySelectorAll('.face h3')].map((it) => it.textContent.trim()),"
            + " probabilities: [...document.querySelectorAll('.probability span')].map((it) => it.textContent),"
            + " labels: [...document.querySelectorAll('.box-label')].map((it) => it.textContent),"
            + " places: [...document.querySelectorAll('.box-label')].map((it) => ['x', 'y', 'font-size'].map((name) => Number(it.getAttribute(name)).toFixed(3)).join()),"
            + " boxes: [...document.querySelectorAll('.box')].map((it) => ['x', 'y', 'width', 'height', 'rx'].map((name) => it.getAttribute(name)).join()),"
            + " reasons: [...document.querySelectorAll('.why')].map((it) => it.textContent),"
            + " thumbnails: document.querySelectorAll('.face .thumbnail').length})";

    @Test
    void answer_is_on_a_phones_first_screen() throws IOException {
        Page page = phone(true);
        page.setInputFiles(INPUT, PortraitFixture.grin());
        assertThat(page.locator(".face h3")).hasText("Smiling");

        assertThat(lowest(page, ".stage", ".face h3", ".probability")).isLessThan(844);
    }

    @Test
    void group_answer_is_on_a_phones_first_screen() throws IOException {
        Page page = phone(true);
        page.setInputFiles(INPUT, PortraitFixture.group());
        int faces = shownFaces(page);

        assertThat(faces).isGreaterThanOrEqualTo(MIN_GROUP);
        assertThat(lowest(page, ".stage", "#message", ".face h3", ".probability"))
                .isLessThan(844);
    }

    @Test
    void answer_is_on_a_phones_first_screen_without_javascript() throws IOException {
        Page page = phone(false);
        page.setInputFiles(INPUT, PortraitFixture.grin());
        page.click("text=Classify");
        assertThat(page.locator(".face h3")).hasText("Smiling");

        assertThat(page.locator(".face h3").boundingBox().y).isPositive();
        BoundingBox probability = page.locator(".probability").boundingBox();
        assertThat(probability.y + probability.height).isLessThan(844);
    }

    @Test
    void group_is_a_grid_of_numbered_faces() throws IOException {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        page.setInputFiles(INPUT, PortraitFixture.group());

        int faces = shownFaces(page);
        assertThat(faces).isGreaterThanOrEqualTo(MIN_GROUP);
        assertThat(page.locator(".face canvas.thumbnail")).hasCount(faces);
        assertThat(page.locator(".box")).hasCount(faces);
        assertThat(page.locator(".face .number").allTextContents())
                .isEqualTo(IntStream.rangeClosed(1, faces)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(page.locator(".box-label").allTextContents())
                .isEqualTo(page.locator(".face h3").allTextContents().stream()
                        .map(title -> title.replaceFirst("^(\\d+)\\s*", "$1 "))
                        .toList());
        assertThat(
                        page.evaluate(
                                "() => [...document.querySelectorAll('.face')].filter((face) => face.offsetTop === document.querySelector('.face').offsetTop).length"))
                .as("faces beside each other")
                .isNotEqualTo(1);
        assertThat(
                        page.evaluate(
                                "() => [...document.querySelectorAll('canvas.thumbnail')].every((it) => it.getContext('2d').getImageData(56, 56, 1, 1).data[3] === 255)"))
                .as("drawn thumbnails")
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grin", "serious", "group", "no face", "blurred"})
    void answer_is_the_same_without_javascript(String name) throws IOException {
        FilePayload image = image(name);
        Page scripted = SITE.newPage();
        scripted.navigate(SITE.address());
        scripted.setInputFiles(INPUT, image);
        assertThat(scripted.locator("#message")).containsText("face");
        Page plain = SITE.newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        plain.navigate(SITE.address());
        plain.setInputFiles(INPUT, image);
        plain.click("text=Classify");
        assertThat(plain.locator("#message")).containsText("face");
        String markup = plain.locator("body").innerHTML();

        Page reader = SITE.newPage(); // a page with JavaScript can evaluate the other's markup
        reader.setContent(markup);

        assertThat(reader.evaluate(ANSWER_SCRIPT)).isEqualTo(scripted.evaluate(ANSWER_SCRIPT));
        assertThat((Map<?, ?>) scripted.evaluate(ANSWER_SCRIPT)).hasSize(8);
    }

    private static FilePayload image(String name) throws IOException {
        return switch (name) {
            case "grin" -> PortraitFixture.grin();
            case "serious" -> PortraitFixture.serious();
            case "group" -> PortraitFixture.group();
            case "blurred" -> PortraitFixture.blurred();
            default -> PortraitFixture.gray();
        };
    }

    @Test
    void uncertain_answer_names_its_reason() throws IOException {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        page.setInputFiles(INPUT, PortraitFixture.blurred());

        assertThat(page.locator(".face h3")).hasText("Can't tell");
        assertThat(page.locator(".why")).hasText("The face is blurred.");
    }

    @Test
    void script_rounds_probabilities_as_the_server_does() {
        List<Double> shares = IntStream.rangeClosed(0, 4000)
                .mapToObj(i -> i / 4000.0)
                .toList(); // every other one of 2,000 is half of a tenth of a percent
        Page page = SITE.newPage();
        page.navigate(SITE.address());

        assertThat(page.evaluate("async (shares) => shares.map((await import('/assets/dom.js')).percent)", shares))
                .isEqualTo(shares.stream().map(Formats::percent).toList());
    }

    @Test
    void example_below_the_fold_scrolls_up_to_its_answer() {
        Page page = phone(true);
        page.evaluate("document.querySelector('#privacy').scrollIntoView({block: 'end'})");
        page.locator(".example").last().evaluate("(button) => button.click()");
        assertThat(page.locator("#message")).hasText("No face was found.");

        assertThat(page.locator("#message")).isInViewport();
        assertThat(page.locator(".stage")).isInViewport();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "image/jpeg"})
    void unreadable_file_removes_the_previous_person(String type) throws IOException {
        SITE.allowConsoleMessage("status of 422");
        Page page = shownWithHeatMap();

        page.setInputFiles(
                INPUT, new FilePayload("note", type, "This is not an image.".getBytes(StandardCharsets.UTF_8)));

        assertNothingShown(page, "JPEG");
    }

    @Test
    void failing_request_removes_the_previous_person() throws IOException {
        SITE.allowConsoleMessage("ERR_FAILED");
        SITE.allowConsoleMessage("status of 503");
        Page page = shownWithHeatMap();
        page.route("**/v1/classify", route -> route.abort());
        page.setInputFiles(INPUT, PortraitFixture.serious());
        assertNothingShown(page, "does not respond");

        page.unroute("**/v1/classify");
        page.setInputFiles(INPUT, PortraitFixture.grin());
        assertThat(page.locator(".face h3")).hasText("Smiling");
        assertThat(page.locator("#error")).isEmpty();
        page.route(
                "**/v1/classify",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\": \"Busy\", \"detail\": \"The server is busy.\"}")));
        page.setInputFiles(INPUT, PortraitFixture.serious());
        assertNothingShown(page, "The server is busy.");
    }

    @Test
    void error_without_javascript_is_on_the_page() {
        SITE.allowConsoleMessage("status of 422");
        Page page = SITE.newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(SITE.address());
        page.setInputFiles(INPUT, new FilePayload("a.jpg", "image/jpeg", "no image".getBytes(StandardCharsets.UTF_8)));
        page.click("text=Classify");

        assertNothingShown(page, "JPEG");
        assertThat(page.locator(INPUT)).isVisible();
    }

    private static Page shownWithHeatMap() throws IOException {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        SitePages.classifyPortrait(page);
        assertThat(page.locator(".heat")).isVisible();
        return page;
    }

    private static void assertNothingShown(Page page, String error) {
        assertThat(page.locator("#error")).containsText(error);
        assertThat(page.locator("#error")).hasAttribute("role", "alert");
        for (String one : List.of(".shown", ".layer", ".heat", ".box", ".face", "#consent", ".verdict")) {
            assertThat(page.locator(one)).hasCount(0);
        }
        assertThat(page.locator("#message")).isEmpty();
        assertThat(page.locator(".stage .empty")).isVisible();
    }

    /** Waits for the answer of a group. */
    private static int shownFaces(Page page) {
        assertThat(page.locator("#message")).containsText(" faces, ");
        return page.locator(".face").count();
    }

    private static Page phone(boolean scripts) {
        Page page = SITE.newPage(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(3)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(scripts));
        page.navigate(SITE.address());
        return page;
    }

    private static double lowest(Page page, String... selectors) {
        return ((Number) page.evaluate(LOWEST_SCRIPT, List.of(selectors))).doubleValue();
    }
}
