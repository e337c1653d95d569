package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The public and the operator's pages about models, and the review of feedback. */
@Tag("integration")
class ModelPagesTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    @TempDir
    private static Path folder;

    private static String first = "";

    @BeforeAll
    static void addTwoVersions() throws IOException {
        Path embedded = LocalModels.embedded();
        SITE.registry().save(embedded);
        first = SITE.registry().versions().get(0).version();
        String manifest = Files.readString(embedded.resolve("manifest.json"));
        Path later = Files.createDirectories(folder.resolve("later"));
        for (String file : new String[] {"weights.safetensors", "card.md"}) {
            Files.copy(embedded.resolve(file), later.resolve(file));
        }
        Files.writeString(later.resolve("manifest.json"), manifest.replace(first, "20991231-235959"));
        SITE.registry().save(later);
    }

    @Test
    void operator_promotes_and_rolls_back_visibly() {
        SITE.allowConsoleMessage("status of 401"); // of the wrong token
        Page page = SITE.newPage();
        page.navigate(SITE.operatorAddress() + "/review");
        assertThat(page.url()).endsWith("/login");
        page.fill("input[name=token]", "0".repeat(64));
        page.click("text=Sign in");
        assertThat(page.locator("#login-problem")).containsText("Wrong token");
        logIn(page);
        Cookie cookie = page.context().cookies().get(0);
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);

        decide(page, "smile/" + first, "shipped with the program", "promote");
        decide(page, "smile/20991231-235959", "better in the dark", "promote");
        assertThat(page.locator(".version:has(.badge) h3")).containsText("20991231-235959");
        decide(page, "smile/" + first, "it was not", "rollback");

        Page person = SITE.newPage();
        person.navigate(SITE.address() + "/models");
        assertThat(person.locator(".history li")).hasCount(3);
        assertThat(person.locator(".history li").first()).containsText("it was not");
        assertThat(person.locator(".version")).hasCount(2);
        assertThat(person.locator(".version:has(.badge) h3")).containsText(first);

        page.click("text=Sign out");
        page.navigate(SITE.operatorAddress() + "/models");
        assertThat(page.url()).endsWith("/login");
    }

    @Test
    void operator_reviews_feedback() throws IOException {
        Page person = SITE.newPage();
        person.navigate(SITE.address());
        person.setInputFiles("#classify input[type=file]", PortraitFixture.grin());
        person.check("#consent");
        person.click(".verdict button >> text=Wrong");
        assertThat(person.locator(".receipt .code")).isVisible();
        person.setInputFiles("#classify input[type=file]", PortraitFixture.serious());
        assertThat(person.locator(".face h3")).hasText("Not smiling");
        person.click(".verdict button >> text=Right");
        assertThat(person.locator(".receipt .code")).isVisible();

        Page page = SITE.newPage();
        page.navigate(SITE.operatorAddress() + "/login");
        logIn(page);
        page.click("nav >> text=Review");

        assertThat(page.locator(".lead")).containsText("2 feedback records await review");
        assertThat(page.locator(".shares li")).containsText("2 · 100.0 %");
        String groupWithImage = ".group:has(img)";
        assertThat(page.locator(groupWithImage)).containsText("1 not smiling");
        page.click(groupWithImage + " >> text=Accept");
        assertThat(page.locator(".group")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Accepted")))
                .hasCount(1);
        String groupWithoutImage = ".group:not(:has(img))";
        assertThat(page.locator(groupWithoutImage + " >> text=Accept")).isDisabled();
        page.click(groupWithoutImage + " >> text=Reject");
        assertThat(page.locator(groupWithoutImage)).containsText("Rejected");
        page.reload();
        assertThat(page.locator(".lead")).containsText("No feedback awaits review.");
        page.click("nav >> text=Retrain");
        assertThat(page.locator(".plan .facts div").first()).containsText("1");
    }

    private static void logIn(Page page) {
        page.fill("input[name=token]", SITE.token());
        page.click("text=Sign in");
        assertThat(page.locator("#promote")).isVisible();
    }

    private static void decide(Page page, String version, String why, String action) {
        int before = page.locator(".history li").count();
        page.selectOption("select[name=version]", version);
        page.fill("input[name=why]", why);
        page.click("button[value=" + action + "]");
        assertThat(page.locator(".history li")).hasCount(before + 1);
        assertThat(page.locator(".history li").first()).containsText(why);
    }
}
