package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator retrains in the browser: reads the plan, trains, reads the gate report, and overrules the gate. */
@Tag("integration")
class RetrainPageTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    private static final LocatorAssertions.ContainsTextOptions LONG_TIMEOUT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @Test
    void operator_reviews_the_plan_retrains_and_decides() throws IOException {
        VersionId champion = SITE.registry().save(LocalModels.embedded()).id();
        SITE.registry().promote(champion, "test", "the first", LogEntry.NO_GATE);
        Page person = SITE.newPage();
        person.navigate(SITE.address());
        person.setInputFiles("#classify input[type=file]", PortraitFixture.grin());
        person.check("#consent");
        person.click(".verdict button >> text=Right");
        assertThat(person.locator(".receipt .code")).isVisible();

        Page page = SITE.newPage();
        page.navigate(SITE.operatorAddress() + "/login");
        page.fill("input[name=token]", SITE.token());
        page.click("text=Sign in");
        page.click("nav >> text=Review");
        page.click(".group >> text=Accept");
        assertThat(page.locator(".group")).containsText("Accepted");
        page.click("nav >> text=Retrain");
        assertThat(page.locator("#run")).isHidden();

        page.check("input[name=fromScratch]");
        page.click("text=Show the plan");
        assertThat(page.locator("#state")).containsText("nothing was trained", LONG_TIMEOUT);
        assertThat(page.locator("#plan")).containsText("1 image, 1 new");

        page.click("#start >> text=Retrain");
        assertThat(page.locator("#state")).containsText("done", LONG_TIMEOUT);
        assertThat(page.locator("#outcome")).containsText("was not promoted; the champion stays in use");
        assertThat(page.locator("#run .checks .failed").first()).isVisible();
        assertThat(page.locator("#log")).containsText("Epoch 1 of 1");

        page.reload();
        assertThat(page.locator("#outcome")).containsText("See its gate report below"); // the result is still shown
        assertThat(page.locator(".gate-report")).hasCount(1);
        page.fill(".decision input[name=why]", "to test it in use");
        page.click(".decision >> text=Promote");
        assertThat(page.locator(".decision button")).containsText("Roll back");
        page.fill(".decision input[name=why]", "the gate was right");
        page.click(".decision >> text=Roll back");
        assertThat(page.locator(".decision button")).containsText("Promote");
        assertThat(SITE.registry().champion("smile")).contains(champion);
        assertThat(SITE.registry().history("smile")).hasSize(3);
    }
}
