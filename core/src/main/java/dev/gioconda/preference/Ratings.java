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
 * The stars that can be learnt from: not rejected, not expired, with settings that say what was rated; of several that one person
 * gave to one picture, the last. They need no consent: it is for the picture, which is not looked at.
 *
 * @param used in the order in which they came
 * @param leftOut how many were not, by why
 */
record Ratings(List<Rating> used, Map<String, Integer> leftOut) {

    /** Reads the log. */
    static Ratings of(FeedbackLog log, Shipped shipped) throws IOException {
        Map<String, Decision> decisions = new Reviews(log).all();
        Map<String, Rating> used = new LinkedHashMap<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        for (Feedback answer : log.all()) {
            Integer stars = answer.said().stars();
            if (stars == null) {
                continue;
            }
            Decision decision = decisions.get(answer.id());
            Optional<Making> making = Making.parse(answer.said().settings());
            String objection = decision != null && !decision.accepted()
                    ? "rejected"
                    : making.map(shipped::objection).orElse("without settings");
            if (!objection.isEmpty()) {
                leftOut.merge(objection, 1, Integer::sum);
                continue;
            }
            String once = answer.client() + " " + answer.shown().picture();
            if (used.remove(once) != null) {
                leftOut.merge("given anew by the same person", 1, Integer::sum);
            }
            used.put(once, rating(answer, making.orElseThrow(), shipped, stars));
        }
        return new Ratings(new ArrayList<>(used.values()), leftOut);
    }

    private static Rating rating(Feedback answer, Making making, Shipped shipped, int stars) {
        return new Rating(
                answer.id(), answer.client(), making.styleSha256(), making.style(), shipped.look(making), stars);
    }
}
