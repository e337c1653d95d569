package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import dev.gioconda.model.ModelShelf;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Takes pictures of every page for people to look at, when {@code -Dgioconda.screens=FOLDER} says where they belong. */
@EnabledIfSystemProperty(
        named = "gioconda.screens",
        matches = ".+",
        disabledReason = "nobody wants pictures of the pages")
class ScreensTest {

    @RegisterExtension
    static final Site SITE = new Site();

    private static final List<Integer> WIDTHS = List.of(320, 390, 1440);

    @Test
    void every_page_in_both_schemes_and_three_widths() throws IOException {
        Path folder = Path.of(System.getProperty("gioconda.screens"));
        VersionId champion = SITE.registry().save(ModelShelf.embedded()).id();
        SITE.registry().promote(champion, "test", "what comes with the program", LogEntry.NO_GATE);
        String painting = visit();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : WIDTHS) {
                Page page = SITE.visitor(new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, 900));
                page.context()
                        .addCookies(
                                List.of(new Cookie("gioconda-operator", SITE.token()).setUrl(SITE.operatorAddress())));
                for (Map.Entry<String, String> one : pages(painting).entrySet()) {
                    page.navigate(one.getValue());
                    settle(page, one.getKey());
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(folder.resolve("%s-%s-%d.png"
                                    .formatted(one.getKey(), scheme.name().charAt(0), width))));
                }
            }
        }
    }

    /** Somebody looks, says something, and paints; an operator accepts one word and retrains. */
    private static String visit() throws IOException {
        Page person = SITE.visitor();
        for (FilePayload portrait : List.of(Portraits.grin(), Portraits.serious())) {
            person.navigate(SITE.address());
            person.setInputFiles("#look input[type=file]", portrait);
            person.check("#consent");
            person.click(".verdict button >> text=Right");
            assertThat(person.locator(".receipt .code")).isVisible();
        }
        person.navigate(SITE.address() + "/paint");
        person.click("#content [data-example]");
        assertThat(person.locator("#content .shown")).isVisible();
        person.selectOption("select[name=size]", "256");
        person.click("#straight");
        Site.until(person, "document.querySelector('#state').textContent === 'Done'");
        String painting = person.evaluate("location.hash").toString();

        Page page = SITE.visitor();
        page.navigate(SITE.operatorAddress() + "/login");
        page.fill("input[name=token]", SITE.token());
        page.click("text=Come in");
        page.click("nav >> text=Review");
        page.click(".group >> nth=0 >> text=Accept");
        assertThat(page.locator(".group >> nth=0")).containsText("Accepted");
        page.click("nav >> text=Retrain");
        page.check("input[name=fromScratch]");
        page.click("#begin >> text=Retrain");
        Site.until(page, "document.querySelector('#state').textContent === 'done'");
        return painting;
    }

    private static Map<String, String> pages(String painting) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("smile", SITE.address() + "/");
        pages.put("answer", SITE.address() + "/?");
        pages.put("paint", SITE.address() + "/paint");
        pages.put("easel", SITE.address() + "/paint" + painting);
        pages.put("instant", SITE.address() + "/instant");
        pages.put("gallery", SITE.address() + "/gallery");
        pages.put("models", SITE.address() + "/models");
        pages.put("problem", SITE.address() + "/v1/nothing");
        pages.put("login", SITE.operatorAddress() + "/login");
        pages.put("op-models", SITE.operatorAddress() + "/models");
        pages.put("op-review", SITE.operatorAddress() + "/review");
        pages.put("op-retrain", SITE.operatorAddress() + "/retrain");
        return pages;
    }

    private static void settle(Page page, String name) throws IOException {
        switch (name) {
            case "answer" -> {
                page.setInputFiles("#look input[type=file]", Portraits.grin());
                page.click("[data-heat]");
                assertThat(page.locator(".legend")).isVisible();
            }
            case "instant" -> {
                page.setInputFiles(".instant input[type=file]", Portraits.grin());
                page.click("text=Paint it");
                assertThat(page.locator(".result")).isVisible();
            }
            case "paint" -> {
                page.click("#content [data-example]");
                assertThat(page.locator("#content .shown")).isVisible();
            }
            case "easel" -> Site.until(page, "!document.querySelector('#after').hidden");
            case "gallery" -> assertThat(page.locator("#word")).not().hasText("Looking …");
            case "op-retrain" -> assertThat(page.locator("#run")).isVisible();
            case "problem" -> SITE.allow("status of 404");
            default -> assertThat(page.locator("h1:visible")).hasCount(1);
        }
    }
}
