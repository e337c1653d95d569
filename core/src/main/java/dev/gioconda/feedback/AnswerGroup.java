package dev.gioconda.feedback;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers that wait for a review, about one picture and those that look the same, of one attribute.
 *
 * @param attribute what was asked
 * @param answers the oldest first
 * @param yes clients whose last answer says that the attribute holds
 * @param no clients whose last answer says that it does not
 * @param uncertainty how little the model could tell, {@code 1 - |2p - 1|} of the mean probability p, 0 to 1
 * @param disagreement of the clients, {@code 1 - |yes - no| / (yes + no)}: 0 when they are one, 1 when they are even
 * @param largest the client with the most answers here
 */
public record AnswerGroup(
        String attribute,
        List<Feedback> answers,
        int yes,
        int no,
        double uncertainty,
        double disagreement,
        ClientShare largest) {

    /** Groups feedback on predictions of one attribute. */
    static AnswerGroup of(List<Feedback> answers) {
        double sum = 0;
        Map<String, Boolean> last = new HashMap<>();
        for (Feedback answer : answers) {
            sum += answer.classification().orElseThrow().probability();
            last.put(answer.client(), Boolean.TRUE.equals(answer.truth()));
        }
        int yes = (int) last.values().stream().filter(truth -> truth).count();
        int no = last.size() - yes;
        return new AnswerGroup(
                answers.get(0).classification().orElseThrow().attribute(),
                List.copyOf(answers),
                yes,
                no,
                Classification.uncertainty(sum / answers.size()),
                1 - (double) Math.abs(yes - no) / last.size(),
                ClientShare.of(answers).get(0));
    }

    /** What a look at it is worth: the larger of uncertainty and disagreement, 0 to 1. */
    public double priority() {
        return Math.max(uncertainty, disagreement);
    }
}
