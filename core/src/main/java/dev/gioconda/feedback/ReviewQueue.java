package dev.gioconda.feedback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to look at first: uncertainty sampling (Lewis and Gale 1994, arXiv cmp-lg/9407020) beside the disagreement of those who
 * answered. Stars wait for no review.
 *
 * @param groups the least certain and the most contested first, then those with more answers, then the older
 * @param pending answers that wait
 * @param shares every client's share of them, the largest first
 */
public record ReviewQueue(List<AnswerGroup> groups, int pending, List<ClientShare> shares) {

    /** The queue as it stands. */
    public static ReviewQueue of(FeedbackLog log) throws java.io.IOException {
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
                .reversed()); // stable: of equals the older
        List<Feedback> waiting =
                byAttribute.values().stream().flatMap(List::stream).toList();
        return new ReviewQueue(groups, pending, ClientShare.of(waiting));
    }
}
