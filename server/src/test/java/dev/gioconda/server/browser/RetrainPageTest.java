package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator retrains in the browser: sees the plan, trains, reads what the gate found, and decides otherwise. */
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
        person.setInputFiles("#look input[type=file]", PortraitFixture.grin());
        person.check("#consent");
        person.click(".verdict button >> text=Right");
        assertThat(person.locator(".receipt .code")).isVisible();

        Page page = SITE.newPage();
        page.navigate(SITE.operatorAddress() + "/login");
        page.fill("input[name=token]", SITE.token());
        page.click("text=Come in");
        page.click("nav >> text=Review");
        page.click(".group >> text=Accept");
        assertThat(page.locator(".group")).containsText("Accepted");
        page.click("nav >> text=Retrain");
        assertThat(page.locator("#run")).isHidden();

        page.check("input[name=fromScratch]");
        page.click("text=See the plan");
        assertThat(page.locator("#state")).containsText("nothing was trained", LONG_TIMEOUT);
        assertThat(page.locator("#planned")).containsText("1 picture, 1 new");

        page.click("#begin >> text=Retrain");
        assertThat(page.locator("#state")).containsText("done", LONG_TIMEOUT);
        assertThat(page.locator("#outcome")).containsText("is kept back; the champion stays");
        assertThat(page.locator("#run .findings .fails").first()).isVisible();
        assertThat(page.locator("#log")).containsText("Epoch 1 of 1");

        page.reload();
        assertThat(page.locator("#outcome")).containsText("stands below"); // it is still told
        assertThat(page.locator(".ruling")).hasCount(1);
        page.fill(".decision input[name=why]", "to see it answer");
        page.click(".decision >> text=Let it answer");
        assertThat(page.locator(".decision button")).containsText("Take it back");
        page.fill(".decision input[name=why]", "the gate was right");
        page.click(".decision >> text=Take it back");
        assertThat(page.locator(".decision button")).containsText("Let it answer");
        assertThat(SITE.registry().champion("smile")).contains(champion);
        assertThat(SITE.registry().history("smile")).hasSize(3);
    }
}
