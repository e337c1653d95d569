package dev.gioconda.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.model.LocalModels;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.server.browser.PortraitFixture.LabeledPortrait;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From an empty store to a new champion and back, with clicks and typed text only: visitors correct the embedded model, and an operator
 * reviews, retrains, compares, promotes and rolls back.
 */
@Tag("integration")
class JourneyTest {

    @RegisterExtension
    static final SiteExtension SITE = new SiteExtension();

    private static final int CORRECTIONS = 40;
    private static final int PORTRAITS = 60; // in some of them no face is found
    private static final LocatorAssertions.ContainsTextOptions LONG_TIMEOUT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(300_000);

    private final Page visitor = SITE.newPage();
    private final Page operator = SITE.newPage();

    @Test
    void forty_corrections_lead_to_a_promotion_and_back() throws IOException {
        String embedded = ModelFiles.manifest(LocalModels.embedded()).version();
        sendCorrections();

        logIn();
        promoteFirstChampion();
        acceptEverything();
        String challenger = retrain();
        assertThatTheGateComparedOnTheHoldout(challenger);
        promote(challenger);
        assertThatInUse(challenger);
        rollBack();
        assertThatInUse(embedded);

        visitor.navigate(SITE.address() + "/models");
        assertThat(visitor.locator(".history li")).containsText(new String[] {
            "rollback " + embedded + " the gate was right",
            "promote " + challenger + " to test it in use",
            "promote " + embedded + " the first champion"
        });
        assertThat(SITE.registry().history("smile")).extracting(LogEntry::who).containsOnly("operator");
    }

    /** Forty portraits whose images may be stored; the first one is sent again without consent. */
    private void sendCorrections() throws IOException {
        visitor.navigate(SITE.address());
        List<LabeledPortrait> portraits = PortraitFixture.labeled(PORTRAITS);
        int sent = 0;
        for (int i = 0; sent < CORRECTIONS; i++) {
            LabeledPortrait portrait = portraits.get(i);
            if (classify(portrait)) {
                correct(portrait, true);
                sent++;
                if (sent == 1) {
                    assertThat(classify(portrait)).isTrue();
                    correct(portrait, false);
                }
            }
        }
        assertThat(SITE.storedFeedback()).hasSize(CORRECTIONS + 1);
        assertThat(SITE.storedFeedback().stream().filter(Feedback::consent)).hasSize(CORRECTIONS);
    }

    /** Returns whether a face was found. */
    private boolean classify(LabeledPortrait portrait) {
        visitor.waitForResponse(
                "**/v1/classify", () -> visitor.setInputFiles("#classify input[type=file]", portrait.file()));
        visitor.locator("#faces .verdict, #faces .notice").first().waitFor();
        return visitor.locator("#faces .verdict").count() == 1;
    }

    /** Gives the true label: the prediction is right, wrong, or uncertain. */
    private void correct(LabeledPortrait portrait, boolean consent) {
        visitor.setChecked("#consent", consent);
        String predicted = visitor.locator(".face h3").innerText();
        String truth = portrait.smiling() ? "Smiling" : "Not smiling";
        String button = predicted.equals("Can't tell") ? truth : predicted.equals(truth) ? "Right" : "Wrong";
        visitor.locator(".verdict")
                .getByText(button, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(visitor.locator(".receipt")).containsText("recorded as " + truth.toLowerCase(Locale.ROOT));
    }

    private void logIn() {
        operator.navigate(SITE.operatorAddress());
        operator.fill("input[name=token]", SITE.token());
        operator.click("text=Sign in");
        assertThat(operator.locator("#log-title + p")).containsText("No version has been promoted.");
    }

    private void promoteFirstChampion() {
        operator.click("nav >> text=Retrain");
        assertThat(operator.locator(".plan")).containsText("In use, not promoted");
        operator.click("#first-champion button");
        assertThat(operator.locator("#first-champion")).hasCount(0);
        assertThat(operator.locator(".plan")).not().containsText("In use, not promoted");
    }

    private void acceptEverything() {
        operator.click("nav >> text=Review");
        assertThat(operator.locator(".lead")).containsText(CORRECTIONS + 1 + " feedback records await review");
        Locator accept = operator.locator(".group button:has-text('Accept')");
        for (int left = accept.count(); left > 0; left--) {
            accept.first().click();
            assertThat(accept).hasCount(left - 1);
        }
        operator.reload();
        assertThat(operator.locator(".lead")).containsText("No feedback awaits review.");
    }

    /** Retrains with the champion's weights; returns the version of the challenger. */
    private String retrain() {
        operator.click("nav >> text=Retrain");
        assertThat(operator.locator(".plan dd strong").first()).hasText(Integer.toString(CORRECTIONS));
        operator.click("#start >> text=Show the plan");
        assertThat(operator.locator("#state")).containsText("nothing was trained", LONG_TIMEOUT);
        assertThat(operator.locator("#plan")).containsText("Would trainyes");
        operator.click("#start >> text=Retrain");
        assertThat(operator.locator("#progress")).isVisible();
        assertThat(operator.locator("#state")).containsText("done", LONG_TIMEOUT);
        assertThat(operator.locator("#log")).containsText("Epoch 1 of 1");
        assertThat(operator.locator("#outcome")).containsText("was not promoted; the champion stays in use");
        operator.click("#outcome >> text=Show the gate report");
        return operator.locator(".gate-report h3").innerText().replace("smile/", "");
    }

    private void assertThatTheGateComparedOnTheHoldout(String challenger) {
        assertThat(operator.locator(".gate-report")).hasCount(1);
        assertThat(operator.locator(".gate-report .checks li")).hasCount(4);
        assertThat(operator.locator(".gate-report .checks .failed").first()).isVisible();
        operator.click("nav >> text=Models");
        assertThat(operator.locator(".version .whisker")).hasCount(2);
        assertThat(operator.locator(".version[data-version='" + challenger + "']"))
                .containsText("hold-out");
    }

    /** The challenger failed the gate, so two words are not enough. */
    private void promote(String challenger) {
        SITE.allowConsoleMessage("status of 409");
        operator.click("nav >> text=Retrain");
        assertThat(operator.locator(".gate-report .failure")).containsText("It did not pass the gate");
        operator.fill(".gate-report input[name=why]", "just because");
        operator.click(".gate-report button[value=promote]");
        assertThat(operator.locator("#message")).containsText("give the reason in words, at least 3");
        operator.fill(".gate-report input[name=why]", "to test it in use");
        operator.click(".gate-report button[value=promote]");
        assertThat(operator.locator(".gate-report button")).hasText("Roll back");
        assertThat(operator.locator(".plan")).containsText(challenger);
    }

    private void rollBack() {
        operator.fill("#promote input[name=why]", "the gate was right");
        operator.click("#promote button[value=rollback]");
        assertThat(operator.locator(".history li").first()).containsText("rollback");
    }

    /** The version is in use for operators and visitors. */
    private void assertThatInUse(String version) {
        operator.click("nav >> text=Models");
        assertThat(operator.locator(".version:has(.badge) h3")).containsText(version);
        visitor.navigate(SITE.address() + "/");
        assertThat(visitor.locator(".card")).containsText(version);
        visitor.navigate(SITE.address() + "/models");
        assertThat(visitor.locator(".version:has(.badge) h3")).containsText(version);
    }
}
