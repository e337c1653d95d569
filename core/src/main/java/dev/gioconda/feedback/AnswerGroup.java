package dev.gioconda.feedback;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Feedback that is pending review, on one attribute of one image and its near-duplicates.
 *
 * @param attribute such as {@code Smiling}
 * @param answers the records, oldest first
 * @param yes clients whose last record says that the attribute is present
 * @param no clients whose last record says that it is absent
 * @param uncertainty of the model, {@code 1 - |2p - 1|} of the mean probability p, 0 to 1
 * @param disagreement of the clients, {@code 1 - |yes - no| / (yes + no)}: 0 if they agree, 1 if they are split evenly
 * @param largest the client with the most records in the group
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

    /** The review priority: the larger of uncertainty and disagreement, 0 to 1. */
    public double priority() {
        return Math.max(uncertainty, disagreement);
    }
}
