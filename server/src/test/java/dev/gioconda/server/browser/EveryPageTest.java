package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirements on every page: no axe violations in both color schemes, no horizontal scrolling in narrow windows, keyboard access. */
@Tag("integration")
class EveryPageTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    private static String jobHash = "";

    @BeforeAll
    static void createJobAndFeedback() throws IOException {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        page.setInputFiles("#classify input[type=file]", PortraitFixture.grin());
        page.check("#consent");
        page.click(".verdict button >> text=Wrong");
        assertThat(page.locator(".receipt .code")).isVisible();
        page.navigate(SITE.address() + "/paint");
        page.click("#content [data-example]");
        assertThat(page.locator("#content .shown")).isVisible();
        page.evaluate("document.querySelector('select[name=size] option').value = 96"); // done in a few seconds
        page.selectOption("select[name=size]", "96");
        page.click("#paint");
        SiteExtension.waitUntil(page, "document.querySelector('#state').textContent === 'Done'");
        jobHash = page.evaluate("location.hash").toString();
        page.context().close();
    }

    private static void open(Page page, String name, String address) throws IOException {
        page.navigate(address);
        if (name.equals("smile")) {
            SitePages.classifyPortrait(page);
        } else {
            SitePages.awaitContent(page, name);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void axe_finds_no_violations(ColorScheme scheme) throws IOException {
        Page page = SITE.newOperatorPage(
                new Browser.NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        for (Map.Entry<String, String> one : SitePages.addresses(SITE, jobHash).entrySet()) {
            open(page, one.getKey(), one.getValue());

            assertThat(new AxeBuilder(page)
                            .analyze().getViolations().stream()
                                    .flatMap(rule -> rule.getNodes().stream()
                                            .map(node -> rule.getId() + ": " + node.getHtml() + " "
                                                    + node.getFailureSummary()))
                                    .toList())
                    .as("%s, %s", one.getKey(), scheme)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(WindowSize.class)
    void no_page_scrolls_horizontally(WindowSize window) throws IOException {
        Page page = SITE.newOperatorPage(new Browser.NewContextOptions()
                .setViewportSize(window.width, 720)
                .setDeviceScaleFactor(window.zoom));
        for (Map.Entry<String, String> one : SitePages.addresses(SITE, jobHash).entrySet()) {
            open(page, one.getKey(), one.getValue());

            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(one.getKey())
                    .isLessThanOrEqualTo(window.width);
        }
    }

    /** A small phone, and a laptop window of 1,280 pixels at 200 % zoom. */
    enum WindowSize {
        PHONE(320, 1),
        ZOOMED(640, 2);

        final int width;
        final int zoom;

        WindowSize(int width, int zoom) {
            this.width = width;
            this.zoom = zoom;
        }
    }

    @Test
    void keyboard_reaches_content_and_feedback() throws IOException {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        assertThat(page.locator(".skip")).isInViewport();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.locator("#classify input[type=file]")).isFocused();
        page.locator(".example").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".face")).hasCount(1);

        page.locator("[data-heat]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".legend")).isVisible();
        page.keyboard().press("Tab");
        assertThat(page.locator("#consent")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator(".receipt .code")).isVisible();
    }

    @Test
    void layout_is_stable_when_the_answer_arrives() throws IOException {
        Page page = SITE.newPage();
        page.navigate(SITE.address());
        Stream<String> fixed = Stream.of(".stage", ".tools", ".examples", "#result");
        List<String> places = fixed.toList();
        List<Object> before =
                places.stream().map(place -> offsetTop(page, place)).toList();

        page.setInputFiles("#classify input[type=file]", PortraitFixture.grin());
        assertThat(page.locator(".face")).hasCount(1);

        assertThat(places.stream().map(place -> offsetTop(page, place)).toList())
                .isEqualTo(before);
    }

    private static Object offsetTop(Page page, String place) {
        return page.locator(place).evaluate("(it) => it.getBoundingClientRect().top + scrollY");
    }
}
