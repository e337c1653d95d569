package dev.gioconda.retrain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.Content;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gate found of every challenger: {@code retrain/<name>/ruling-<version>.json}, written once.
 *
 * @param store where they lie
 */
public record Rulings(ObjectStore store) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * One of them.
     *
     * @param result in a word
     * @param why in a sentence
     * @param version the challenger, {@code name/version}
     * @param against the champion that it was compared with
     * @param findings of the gate
     * @param noise of the new labels; null when they were not judged
     */
    public record Ruling(
            Outcome.Result result,
            String why,
            String version,
            String against,
            List<Finding> findings,
            @Nullable LabelNoise noise) {}

    /** One as the promotion log carries it. */
    ObjectNode ruling(Outcome outcome, Plan plan) {
        ObjectNode ruling = JSON.valueToTree(outcome);
        ruling.remove("history");
        ruling.put("against", plan.champion().id());
        ruling.put("holdout", plan.holdout().fingerprint());
        return ruling;
    }

    /** Writes one down. */
    void add(Outcome outcome, Plan plan) throws IOException {
        VersionId id = VersionId.parse(outcome.version());
        store.create(
                prefix(id.name()) + id.version() + ".json",
                Content.of(ruling(outcome, plan).toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The last ones about a model, the newest first.
     *
     * @param most how many
     */
    public List<Ruling> last(String model, int most) throws IOException {
        List<String> keys = new ArrayList<>(store.list(prefix(model)).stream()
                .map(ObjectStore.Listed::key)
                .toList()); // versions begin with their time
        Collections.reverse(keys);
        List<Ruling> rulings = new ArrayList<>();
        for (String key : keys.subList(0, Math.min(most, keys.size()))) {
            Optional<byte[]> bytes = store.get(key);
            if (bytes.isPresent()) {
                rulings.add(JSON.readValue(bytes.get(), Ruling.class));
            }
        }
        return rulings;
    }

    private static String prefix(String model) {
        return "retrain/%s/ruling-".formatted(model);
    }
}
