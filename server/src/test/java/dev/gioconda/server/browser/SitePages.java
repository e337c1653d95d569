package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pages of a site on which a style job is done, by name. */
final class SitePages {

    private SitePages() {}

    /** The addresses by name. */
    static Map<String, String> addresses(SiteExtension site, String jobHash) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("smile", site.address() + "/");
        pages.put("paint", site.address() + "/paint");
        pages.put("job", site.address() + "/paint" + jobHash);
        pages.put("instant", site.address() + "/instant");
        pages.put("gallery", site.address() + "/gallery");
        pages.put("models", site.address() + "/models");
        pages.put("operator-login", site.operatorAddress() + "/login");
        pages.put("operator-models", site.operatorAddress() + "/models");
        pages.put("operator-review", site.operatorAddress() + "/review");
        pages.put("operator-retrain", site.operatorAddress() + "/retrain");
        return pages;
    }

    /** Waits until an open page shows its content. */
    static void awaitContent(Page page, String name) {
        switch (name) {
            case "job" -> {
                SiteExtension.waitUntil(page, "document.querySelector('#state').textContent === 'Done'");
                SiteExtension.waitUntil(page, "!document.querySelector('#after').hidden");
            }
            case "gallery" -> assertThat(page.locator("#message")).not().hasText("Loading …");
            default -> assertThat(page.locator("h1:visible")).hasCount(1);
        }
    }

    /** Classifies a portrait on the page Smile, and shows its heat map. */
    static void classifyPortrait(Page page) throws IOException {
        page.setInputFiles("#classify input[type=file]", PortraitFixture.grin());
        page.click("[data-heat]");
        assertThat(page.locator(".legend")).isVisible();
    }
}
