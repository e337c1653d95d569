package dev.gioconda.feedback;

import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided about answers: objects {@code reviews/<yyyy>/<mm>/<dd>/<id>.<number>.json}, created and never changed.
 *
 * @param log the answers
 */
public record Reviews(FeedbackLog log) {

    /**
     * Decides about an answer. To say the same again changes nothing; to say the opposite later counts more.
     *
     * @param reviewer who decides
     * @return the decision that counts now
     * @throws IOException when there is no such answer, when it has nothing to learn from, or when somebody else decided at the
     *     same moment
     */
    public Decision decide(String id, boolean accepted, String reviewer) throws IOException {
        Feedback feedback = log.find(id)
                .orElseThrow(() -> new IOException(
                        "There is no answer %s: it was deleted, has expired, or never was. \"./gioconda feedback list\" shows what there is."
                                .formatted(id)));
        if (accepted && (!feedback.consent() || feedback.truth() == null)) {
            throw new IOException("The answer %s cannot be accepted: %s. Reject it or leave it."
                    .formatted(
                            id,
                            feedback.consent()
                                    ? "it has stars and no label to learn"
                                    : "the person did not agree that the picture is learnt from"));
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
            throw new IOException("%s %s the answer %s at the same moment. Speak to one another, then say it again."
                    .formatted(other.reviewer(), other.accepted() ? "accepted" : "rejected", id));
        }
        return decision;
    }

    /** The decision that counts, by the answer's id. */
    public Map<String, Decision> all() throws IOException {
        Map<String, Decision> latest = new LinkedHashMap<>();
        index().read().values().forEach(decision -> latest.put(decision.id(), decision)); // ascending numbers
        return latest;
    }

    /** The decision about one answer that counts. */
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

    /** Removes everything that was decided about an answer. */
    void delete(String id) throws IOException {
        int last = latest(id).map(Decision::number).orElse(0);
        for (int number = last; number >= 1; number--) { // the first last: what is left is found again
            log.store().delete(Decision.key(id, number));
        }
    }

    ObjectIndex<Decision> index() {
        return new ObjectIndex<>(log.store(), Decision.PREFIX, "index/reviews/", new DecisionCodec());
    }
}
