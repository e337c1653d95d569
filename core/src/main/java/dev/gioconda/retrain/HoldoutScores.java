package dev.gioconda.retrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accuracies of versions on a frozen hold-out, from the reports of the gate. Unlike the validation images, those of the hold-out
 * chose neither the epoch nor the calibration of a version.
 *
 * @param byVersion the newest score of each version, by {@code name/version}
 */
public record HoldoutScores(Map<String, HoldoutScore> byVersion) {

    /** No version was compared. */
    public static final HoldoutScores NONE = new HoldoutScores(Map.of());

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REPORT = "ruling-";

    /**
     * A score.
     *
     * @param accuracy share of correct predictions, 0 to 1
     * @param pictures number of images
     * @param holdout fingerprint of the hold-out; only scores on the same one can be compared
     */
    public record HoldoutScore(double accuracy, int pictures, String holdout) {}

    /** Reads the scores of a model's versions. A damaged report has none. */
    public static HoldoutScores of(ObjectStore store, String model) throws IOException {
        String folder = "retrain/" + model + "/";
        List<String> keys =
                store.list(folder).stream().map(ObjectStore.ObjectSummary::key).toList();
        Map<String, Integer> sizes = new HashMap<>();
        for (String key : keys) {
            if (!key.startsWith(folder + REPORT)) {
                JsonNode frozen = read(store, key);
                sizes.put(
                        frozen.path("fingerprint").asText(),
                        frozen.path("pictures").asInt());
            }
        }
        Map<String, HoldoutScore> scores = new HashMap<>();
        for (String key : keys) { // ascending in time
            if (key.startsWith(folder + REPORT)) {
                addScores(read(store, key), sizes, scores);
            }
        }
        return new HoldoutScores(Map.copyOf(scores));
    }

    private static void addScores(JsonNode report, Map<String, Integer> sizes, Map<String, HoldoutScore> scores) {
        String holdout = report.path("holdout").asText();
        int pictures = sizes.getOrDefault(holdout, 0);
        for (JsonNode check : report.path("findings")) {
            if (check.path("rule").asText().equals(Gate.NOT_LOWER) && pictures > 0) {
                add(
                        scores,
                        report.path("version"),
                        new HoldoutScore(check.path("value").asDouble(), pictures, holdout));
                add(
                        scores,
                        report.path("against"),
                        new HoldoutScore(check.path("limit").asDouble(), pictures, holdout));
            }
        }
    }

    private static void add(Map<String, HoldoutScore> scores, JsonNode version, HoldoutScore score) {
        if (score.accuracy() >= 0 && score.accuracy() <= 1) {
            scores.put(version.asText(), score);
        }
    }

    private static JsonNode read(ObjectStore store, String key) throws IOException {
        Optional<byte[]> bytes = store.get(key);
        try {
            return JSON.readTree(bytes.orElse(new byte[0]));
        } catch (JsonProcessingException damaged) { // without scores; the operator's page reports it
            return JSON.createObjectNode();
        }
    }
}
