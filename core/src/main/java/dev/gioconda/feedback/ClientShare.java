package dev.gioconda.feedback;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The share of one client in a list of feedback records.
 *
 * @param client the pseudonym
 * @param answers number of its records, at least 1
 * @param share of all records, 0 to 1
 */
public record ClientShare(String client, int answers, double share) {

    /** The share of each client, largest first. */
    static List<ClientShare> of(Collection<Feedback> answers) {
        Map<String, Integer> counts = new HashMap<>();
        answers.forEach(answer -> counts.merge(answer.client(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry ->
                        new ClientShare(entry.getKey(), entry.getValue(), (double) entry.getValue() / answers.size()))
                .sorted(Comparator.comparingInt(ClientShare::answers).reversed().thenComparing(ClientShare::client))
                .toList();
    }
}
