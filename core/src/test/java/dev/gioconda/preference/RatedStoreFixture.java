package dev.gioconda.preference;

import dev.gioconda.face.Framing;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.Stylization;
import dev.gioconda.feedback.Submission;
import dev.gioconda.image.Picture;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A store with ratings. */
final class RatedStoreFixture {

    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    static final String STYLE = "ab".repeat(32);

    private final FeedbackLog log;
    private int imageCount;

    RatedStoreFixture(ObjectStore store) {
        this.log = new FeedbackLog(store, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    FeedbackLog log() {
        return log;
    }

    TunedPresets presets() {
        return new TunedPresets(log.store(), log.clock());
    }

    /** A rating of a distinct image with these settings. */
    Receipt rate(String client, int stars, String settings) throws IOException {
        byte[] rgb = new byte[8 * 8 * 3];
        rgb[0] = (byte) imageCount;
        rgb[1] = (byte) (imageCount++ >> 8);
        return log.add(
                new Picture(8, 8, rgb),
                new Submission(
                        Framing.PHOTO,
                        new Stylization("quick"),
                        new Response(null, null, stars, null, settings),
                        false,
                        Duration.ofDays(30),
                        client));
    }

    static String settings(String preset, String... changes) throws IOException {
        StyleRecipe recipe = StyleRecipes.read(preset, List.of(changes));
        return RatedSettings.of(preset, null, recipe, "waves", STYLE, 256).toJson();
    }

    /** A number of people who give five stars to four times the strength, and two to the unchanged preset. */
    List<Receipt> rateHighStrength(int people) throws IOException {
        List<Receipt> receipts = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            for (int i = 0; i < 4; i++) {
                boolean highStrength = i % 2 == 0;
                receipts.add(rate(
                        "client" + p,
                        (highStrength ? 5 : 2) - (p + i) % 3 / 2,
                        settings("quick", highStrength ? "style.weight=4" : "style.weight=1")));
            }
        }
        return receipts;
    }
}
