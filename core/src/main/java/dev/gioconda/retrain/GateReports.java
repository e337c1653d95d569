package dev.gioconda.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectContent;
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
public record GateReports(ObjectStore store) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * One of them.
     *
     * @param status in a word
     * @param why in a sentence
     * @param version the challenger, {@code name/version}
     * @param champion the champion that it was compared with
     * @param checks of the gate
     * @param noise of the new labels; null when they were not judged
     */
    public record GateReport(
            @JsonProperty("result") RetrainResult.RetrainStatus status,
            String why,
            String version,
            @JsonProperty("against") String champion,
            @JsonProperty("findings") List<GateCheck> checks,
            @Nullable LabelNoise noise) {}

    /** One as the promotion log carries it. */
    ObjectNode toJson(RetrainResult result, Plan plan) {
        ObjectNode report = JSON.valueToTree(result);
        report.remove("history");
        report.put("against", plan.champion().id());
        report.put("holdout", plan.holdout().fingerprint());
        return report;
    }

    /** Writes one down. */
    void add(RetrainResult result, Plan plan) throws IOException {
        VersionId id = VersionId.parse(result.version());
        store.create(
                prefix(id.name()) + id.version() + ".json",
                ObjectContent.of(toJson(result, plan).toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The last ones about a model, the newest first.
     *
     * @param limit how many
     */
    public List<GateReport> latest(String model, int limit) throws IOException {
        List<String> keys = new ArrayList<>(store.list(prefix(model)).stream()
                .map(ObjectStore.ObjectSummary::key)
                .toList()); // versions begin with their time
        Collections.reverse(keys);
        List<GateReport> reports = new ArrayList<>();
        for (String key : keys.subList(0, Math.min(limit, keys.size()))) {
            Optional<byte[]> bytes = store.get(key);
            if (bytes.isPresent()) {
                reports.add(JSON.readValue(bytes.get(), GateReport.class));
            }
        }
        return reports;
    }

    private static String prefix(String model) {
        return "retrain/%s/ruling-".formatted(model);
    }
}
