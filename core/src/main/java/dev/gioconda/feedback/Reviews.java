package dev.gioconda.feedback;

import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
        int number = previous.map(Decision::number).orElse(0) + 1;
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

    /** The valid decisions by the id of the feedback. */
    public Map<String, Decision> all() throws IOException {
        Map<String, Decision> latest = new LinkedHashMap<>();
        index().read().values().forEach(decision -> latest.put(decision.id(), decision)); // ascending numbers
        return latest;
    }

    /** The valid decision on one feedback record. */
    public Optional<Decision> latest(String id) throws IOException {
        Optional<Decision> latest = Optional.empty();
        for (int number = 1; ; number++) {
            Optional<byte[]> object = log.store().get(Decision.key(id, number));
            if (object.isEmpty()) {
                return latest;
            }
            latest = Optional.of(new DecisionCodec().parse(object.get()));
        }
    }

    /** Deletes all decisions on a feedback record. */
    void delete(String id) throws IOException {
        int last = latest(id).map(Decision::number).orElse(0);
        for (int number = last; number >= 1; number--) { // descending: after a crash the remaining ones are still found
            log.store().delete(Decision.key(id, number));
        }
    }

    ObjectIndex<Decision> index() {
        return new ObjectIndex<>(log.store(), Decision.PREFIX, "index/reviews/", new DecisionCodec());
    }
}
