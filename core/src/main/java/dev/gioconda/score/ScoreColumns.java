package dev.gioconda.score;

import dev.gioconda.classify.FaceAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the table.
 *
 * @param allFaces whether each face has a row, with its number in the column {@code face}
 * @param truth whether there is a column with the labels of a labeled set
 * @param attributes the attributes with a column of probabilities; empty for none
 * @param embedding whether there is a column with embeddings
 */
public record ScoreColumns(boolean allFaces, boolean truth, List<String> attributes, boolean embedding) {

    static final String PATH = "path";
    static final String FACES = "faces";
    static final String FACE = "face";
    static final String ERROR = "error";

    private static final List<String> ALWAYS = List.of(
            PATH, "sha256", "width", "height", FACES, "label", "probability", "box", "quality", "model_version", ERROR);

    /** Copies the list. */
    public ScoreColumns {
        attributes = List.copyOf(attributes);
    }

    /** The names, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(ALWAYS);
        if (allFaces) {
            names.add(FACE);
        }
        if (truth) {
            names.add("truth");
        }
        attributes.forEach(attribute -> names.add("attribute_" + attribute));
        if (embedding) {
            names.add("embedding");
        }
        return names;
    }

    /** The values of a row, in the order of the names: text, numbers, truth values and lists of numbers; null for an empty cell. */
    public List<@Nullable Object> values(ScoreRow row) {
        ScoredFace face = row.face();
        FaceAnswer answer = face == null ? null : face.answer();
        boolean decoded = row.width() > 0;
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.path());
        values.add(emptyToNull(row.sha256()));
        values.add(decoded ? row.width() : null);
        values.add(decoded ? row.height() : null);
        values.add(decoded ? row.faces() : null);
        values.add(emptyToNull(row.label()));
        values.add(answer == null ? null : answer.probability());
        values.add(answer == null ? null : List.of(answer.x(), answer.y(), answer.width(), answer.height()));
        values.add(answer == null ? null : answer.quality());
        values.add(row.model());
        values.add(emptyToNull(row.error()));
        if (allFaces) {
            values.add(face == null ? null : face.number());
        }
        if (truth) {
            values.add(row.truth());
        }
        for (int i = 0; i < attributes.size(); i++) {
            values.add(face == null ? null : face.attributes().get(i));
        }
        if (embedding) {
            values.add(face == null || face.embedding().isEmpty() ? null : face.embedding());
        }
        return values;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
