package dev.gioconda.feedback;

import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The decisions on feedback: immutable objects {@code reviews/<yyyy>/<mm>/<dd>/<id>.<number>.json}.
 *
 * @param log the feedback
 */
public record Reviews(FeedbackLog log) {

    /**
     * Accepts or rejects a feedback record. An equal decision is not repeated; an opposite one replaces it.
     *
     * @param reviewer name of the reviewer
     * @return the decision that is valid now
     * @throws IOException also if the record does not exist, cannot be used for training, or another reviewer decided otherwise at
     *     the same time
     */
    public Decision decide(String id, boolean accepted, String reviewer) throws IOException {
        Feedback feedback = log.find(id)
                .orElseThrow(() -> new IOException(
                        "There is no feedback %s: it was deleted, has expired, or never existed. List the feedback to see all ids."
                                .formatted(id)));
        if (accepted && (!feedback.consent() || feedback.truth() == null)) {
            throw new IOException("The feedback %s cannot be accepted: %s. Reject it or leave it."
                    .formatted(
                            id,
                            feedback.consent()
                                    ? "it has stars and no label"
                                    : "the client did not consent to the use of the picture for training"));
        }
        Optional<Decision> previous = latest(id);
        if (previous.isPresent() && previous.get().accepted() == accepted) {
            return previous.get();
        }
        int number = newestNumber(id) + 1;
        Decision decision = new Decision(Decision.FORMAT, id, number, accepted, reviewer, log.now());
        if (!log.store().create(Decision.key(id, number), ObjectContent.of(new DecisionCodec().format(decision)))) {
            Decision other = latest(id).orElse(decision);
            if (other.accepted() == accepted) {
                return other;
            }
            throw new IOException("%s %s the feedback %s at the same time. Agree on one decision, then repeat it."
                    .formatted(other.reviewer(), other.accepted() ? "accepted" : "rejected", id));
        }
        return decision;
    }

    /**
     * The valid decisions by the id of the feedback. If the newest decision on a record is damaged, the record counts as undecided: an older
     * decision may be the opposite.
     */
    public Map<String, Decision> all() throws IOException {
        Map<String, Decision> latest = new LinkedHashMap<>();
        ObjectIndex.IndexContents<Decision> stored = index().readAll();
        stored.records().values().forEach(decision -> latest.put(decision.id(), decision)); // ascending numbers
        for (String name : stored.damaged().names()) {
            String id = idOf(name);
            Decision readable = latest.get(id);
            if (readable != null && "%s.%04d".formatted(id, readable.number()).compareTo(name) < 0) {
                latest.remove(id);
            }
        }
        return latest;
    }

    /** The ids of all records with a decision, damaged ones included. */
    Set<String> decided() throws IOException {
        ObjectIndex.IndexContents<Decision> stored = index().readAll();
        Set<String> ids = new HashSet<>();
        stored.records().values().forEach(decision -> ids.add(decision.id()));
        stored.damaged().names().forEach(name -> ids.add(idOf(name)));
        ids.removeIf(id -> !FieldFormats.isId(id)); // of a foreign object
        return ids;
    }

    private static String idOf(String name) {
        return name.replaceFirst("\\.[^.]*$", "");
    }

    /** The valid decision on one feedback record; empty if there is none, or if the newest one is damaged. */
    public Optional<Decision> latest(String id) throws IOException {
        int newest = newestNumber(id);
        Optional<byte[]> object = newest == 0 ? Optional.empty() : log.store().get(Decision.key(id, newest));
        try {
            return object.isEmpty() ? Optional.empty() : Optional.of(new DecisionCodec().parse(object.get()));
        } catch (IOException | RuntimeException damaged) { // whatever its bytes are
            DamagedRecords.report(log.store(), Decision.key(id, newest), damaged);
            return Optional.empty();
        }
    }

    /** The number of the newest decision, damaged or not; 0 for none. */
    private int newestNumber(String id) throws IOException {
        int number = 0;
        while (log.store().get(Decision.key(id, number + 1)).isPresent()) {
            number++;
        }
        return number;
    }

    /** Deletes all decisions on a feedback record. */
    void delete(String id) throws IOException {
        int last = newestNumber(id);
        for (int number = last; number >= 1; number--) { // descending: after a crash the remaining ones are still found
            log.store().delete(Decision.key(id, number));
        }
    }

    ObjectIndex<Decision> index() {
        return new ObjectIndex<>(log.store(), Decision.PREFIX, "index/reviews/", new DecisionCodec());
    }
}
