package dev.gioconda.preference;

import dev.gioconda.feedback.Decision;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Reviews;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The usable ratings of a feedback log: not rejected, not expired, with comparable settings; of several by one person for one image, the
 * last. Consent is not needed: it concerns the use of the image, and the image is not read.
 *
 * @param used in the order of the log
 * @param excluded number of excluded ratings by reason
 */
record Ratings(List<Rating> used, Map<String, Integer> excluded) {

    /** Reads the ratings of a log. */
    static Ratings of(FeedbackLog log, PresetBaselines baselines) throws IOException {
        Map<String, Decision> decisions = new Reviews(log).all();
        Map<String, Rating> used = new LinkedHashMap<>();
        Map<String, Integer> excluded = new TreeMap<>();
        for (Feedback answer : log.all()) {
            Integer stars = answer.response().stars();
            if (stars == null) {
                continue;
            }
            Decision decision = decisions.get(answer.id());
            Optional<RatedSettings> settings =
                    RatedSettings.parse(answer.response().settings());
            String exclusion = decision != null && !decision.accepted()
                    ? "rejected"
                    : settings.map(baselines::exclusionReason).orElse("without settings");
            if (!exclusion.isEmpty()) {
                excluded.merge(exclusion, 1, Integer::sum);
                continue;
            }
            String key = answer.client() + " " + answer.shown().pictureHash();
            if (used.remove(key) != null) {
                excluded.merge("given again by the same person", 1, Integer::sum);
            }
            used.put(key, rating(answer, settings.orElseThrow(), baselines, stars));
        }
        return new Ratings(new ArrayList<>(used.values()), excluded);
    }

    private static Rating rating(Feedback answer, RatedSettings settings, PresetBaselines baselines, int stars) {
        return new Rating(
                answer.id(),
                answer.client(),
                settings.styleSha256(),
                settings.styleName(),
                baselines.relativeSettings(settings),
                stars);
    }
}
