package dev.gioconda.feedback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of review: uncertainty sampling (Lewis and Gale 1994, arXiv cmp-lg/9407020) combined with the disagreement of clients.
 * Ratings need no review.
 *
 * @param groups by descending priority, then those with more records, then the older ones
 * @param pending number of records that are pending review
 * @param shares of the clients in the pending records, largest first
 */
public record ReviewQueue(List<AnswerGroup> groups, int pending, List<ClientShare> shares) {

    /** The current queue. */
    public static ReviewQueue of(FeedbackLog log) throws IOException {
        return of(log.all(), new Reviews(log).all());
    }

    static ReviewQueue of(List<Feedback> answers, Map<String, Decision> decisions) {
        Map<String, List<Feedback>> byAttribute = new LinkedHashMap<>();
        int pending = 0;
        for (Feedback answer : answers) {
            if (answer.truth() != null && !decisions.containsKey(answer.id())) {
                byAttribute
                        .computeIfAbsent(
                                answer.classification().orElseThrow().attribute(), attribute -> new ArrayList<>())
                        .add(answer);
                pending++;
            }
        }
        List<AnswerGroup> groups = new ArrayList<>();
        byAttribute.values().forEach(sameAttribute -> NearDuplicateGroups.of(sameAttribute)
                .forEach(group -> groups.add(AnswerGroup.of(group))));
        groups.sort(Comparator.comparingDouble(AnswerGroup::priority)
                .thenComparingInt(group -> group.answers().size())
                .reversed()); // stable: equal groups remain in order of age
        List<Feedback> waiting =
                byAttribute.values().stream().flatMap(List::stream).toList();
        return new ReviewQueue(groups, pending, ClientShare.of(waiting));
    }
}
