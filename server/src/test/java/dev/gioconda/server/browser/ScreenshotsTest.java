package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writes screenshots of every page to the folder that {@code -Dgioconda.screens=FOLDER} names, for visual inspection. */
@EnabledIfSystemProperty(
        named = "gioconda.screens",
        matches = ".+",
        disabledReason = "set -Dgioconda.screens=FOLDER to write screenshots")
@Tag("integration")
class ScreenshotsTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    private static final List<Integer> WIDTHS = List.of(320, 390, 1440);

    @Test
    void screenshots_of_every_page_scheme_and_width() throws IOException {
        Path folder = Path.of(System.getProperty("gioconda.screens"));
        VersionId champion = SITE.registry().save(LocalModels.embedded()).id();
        SITE.registry().promote(champion, "test", "shipped with the program", LogEntry.NO_GATE);
        String jobHash = createContent();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : WIDTHS) {
                Page page = SITE.newOperatorPage(new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, 900));
                for (Map.Entry<String, String> one : pages(jobHash).entrySet()) {
                    page.navigate(one.getValue());
                    prepare(page, one.getKey());
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(folder.resolve("%s-%s-%d.png"
                                    .formatted(one.getKey(), scheme.name().charAt(0), width))));
                }
            }
        }
    }

    /** A person classifies, gives feedback and paints; an operator accepts one feedback record and retrains. */
    private static String createContent() throws IOException {
        Page person = SITE.newPage();
        for (FilePayload portrait : List.of(PortraitFixture.grin(), PortraitFixture.serious())) {
            person.navigate(SITE.address());
            person.setInputFiles("#classify input[type=file]", portrait);
            person.check("#consent");
            person.click(".verdict button >> text=Right");
            assertThat(person.locator(".receipt .code")).isVisible();
        }
        person.navigate(SITE.address() + "/paint");
        person.click("#content [data-example]");
        assertThat(person.locator("#content .shown")).isVisible();
        person.selectOption("select[name=size]", "256");
        person.click("#paint");
        SiteExtension.waitUntil(person, "document.querySelector('#state').textContent === 'Done'");
        String jobHash = person.evaluate("location.hash").toString();

        Page page = SITE.newPage();
        page.navigate(SITE.operatorAddress() + "/login");
        page.fill("input[name=token]", SITE.token());
        page.click("text=Sign in");
        page.click("nav >> text=Review");
        page.click(".group >> nth=0 >> text=Accept");
        assertThat(page.locator(".group >> nth=0")).containsText("Accepted");
        page.click("nav >> text=Retrain");
        page.check("input[name=fromScratch]");
        page.click("#start >> text=Retrain");
        SiteExtension.waitUntil(page, "document.querySelector('#state').textContent === 'done'");
        return jobHash;
    }

    private static Map<String, String> pages(String jobHash) {
        Map<String, String> pages = new LinkedHashMap<>(SitePages.addresses(SITE, jobHash));
        pages.put("answer", SITE.address() + "/?");
        pages.put("problem", SITE.address() + "/v1/nothing");
        return pages;
    }

    private static void prepare(Page page, String name) throws IOException {
        switch (name) {
            case "answer" -> SitePages.classifyPortrait(page);
            case "instant" -> {
                page.setInputFiles(".instant input[type=file]", PortraitFixture.grin());
                page.click("text=Stylize it");
                assertThat(page.locator(".result")).isVisible();
                page.waitForLoadState(); // the rest of the page follows the embedded images
            }
            case "paint" -> {
                page.click("#content [data-example]");
                assertThat(page.locator("#content .shown")).isVisible();
            }
            case "operator-retrain" -> assertThat(page.locator("#run")).isVisible();
            case "problem" -> SITE.allowConsoleMessage("status of 404");
            default -> SitePages.awaitContent(page, name);
        }
    }
}
