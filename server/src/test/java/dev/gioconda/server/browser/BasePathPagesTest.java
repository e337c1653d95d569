package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.gioconda.server.http.ServerSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of a server with a base path in a browser: their scripts request nothing outside it. */
@Tag("integration")
class BasePathPagesTest {

    private static final String PREFIX = "/faces";

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension(new ServerSettings.Sites(List.of(), List.of(), PREFIX));

    private static final LocatorAssertions.HasTextOptions LONG_TIMEOUT =
            new LocatorAssertions.HasTextOptions().setTimeout(90_000);

    @Test
    void portrait_is_classified_and_stylized_below_the_path() throws IOException {
        List<String> outside = new CopyOnWriteArrayList<>();
        Page page = SITE.newPage();
        page.onRequest(request -> {
            if (request.url().startsWith(SITE.address()) && !request.url().startsWith(SITE.address() + PREFIX + "/")) {
                outside.add(request.url());
            }
        });
        page.navigate(SITE.address() + PREFIX + "/");
        SitePages.classifyPortrait(page);
        page.click(".verdict button >> text=Right");
        assertThat(page.locator(".receipt .code")).isVisible();

        page.click("nav >> text=Paint");
        page.click("#content [data-example]");
        assertThat(page.locator("#content .shown"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000)); // the styles are drawn first
        page.evaluate("document.querySelector('select[name=size] option').value = 96"); // done in a few seconds
        page.selectOption("select[name=size]", "96");
        page.click("#paint");
        assertThat(page.locator("#state")).hasText("Done", LONG_TIMEOUT);
        SiteExtension.waitUntil(page, "!document.querySelector('#after').hidden");
        assertThat(page.url()).startsWith(SITE.address() + PREFIX + "/paint#job=");
        Download download = page.waitForDownload(() -> page.click("#download"));
        assertThat(download.suggestedFilename()).isEqualTo("gioconda.png");
        page.click("#new-painting");
        assertThat(page.url()).isEqualTo(SITE.address() + PREFIX + "/paint");

        page.click("nav >> text=Gallery");
        assertThat(page.locator(".painting h3")).hasCount(1);
        assertThat(page.locator("#feedback li")).hasCount(1);
        assertThat(page.evaluate("Object.keys(localStorage).every((key) => key.endsWith('/faces'))"))
                .isEqualTo(true);
        page.click(".painting a.frame");
        assertThat(page.locator("#state")).hasText("Done");
        assertThat(outside).isEmpty();
    }

    @Test
    void operator_logs_in_below_the_path() {
        Page page = SITE.newPage();
        page.navigate(SITE.operatorAddress() + "/");
        assertThat(page.url()).isEqualTo(SITE.operatorAddress() + PREFIX + "/login");
        page.fill("input[name=token]", SITE.token());
        page.click("text=Sign in");
        assertThat(page.url()).isEqualTo(SITE.operatorAddress() + PREFIX + "/models");
        assertThat(page.waitForResponse(
                                SITE.operatorAddress() + PREFIX + "/v1/retrain",
                                () -> page.click("nav >> text=Retrain"))
                        .status())
                .isEqualTo(200);
        page.click("text=Sign out");
        assertThat(page.url()).isEqualTo(SITE.operatorAddress() + PREFIX + "/login");
    }
}
