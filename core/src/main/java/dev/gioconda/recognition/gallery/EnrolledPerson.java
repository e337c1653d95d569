package dev.gioconda.recognition.gallery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A person whose faces are recognized.
 *
 * @param name not blank, unique in the gallery
 * @param consent how the person agreed, in the operator's words
 * @param enrolledBy who enrolled the person
 * @param enrolledAt when
 * @param embeddings one or more // each [dimensions]
 */
public record EnrolledPerson(
        String name, String consent, String enrolledBy, Instant enrolledAt, List<float[]> embeddings) {

    /** Rejects persons without a name, consent or face. */
    public EnrolledPerson {
        embeddings = List.copyOf(embeddings);
        if (name.isBlank() || consent.isBlank() || embeddings.isEmpty()) {
            throw new IllegalArgumentException(
                    "A person has name \"%s\", consent \"%s\" and %d faces; expected a name, how the person agreed, and one face or more."
                            .formatted(name, consent, embeddings.size()));
        }
    }

    /** This person with the faces of another enrollment, whose consent, operator and time replace these. */
    EnrolledPerson joined(EnrolledPerson later) {
        List<float[]> all = new ArrayList<>(embeddings);
        all.addAll(later.embeddings());
        return new EnrolledPerson(name, later.consent(), later.enrolledBy(), later.enrolledAt(), all);
    }
}
