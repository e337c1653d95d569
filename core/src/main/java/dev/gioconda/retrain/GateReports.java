package dev.gioconda.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports of the gate, one for each challenger: immutable objects {@code retrain/<name>/ruling-<version>.json}.
 *
 * @param store that holds them
 */
public record GateReports(ObjectStore store) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * The report on one challenger.
     *
     * @param status whether it was promoted
     * @param why the reason in one sentence
     * @param version the challenger, {@code name/version}
     * @param champion the version that it was compared with
     * @param checks of the gate
     * @param noise of the new labels; null if it was not estimated
     */
    public record GateReport(
            @JsonProperty("result") RetrainResult.RetrainStatus status,
            String why,
            String version,
            @JsonProperty("against") String champion,
            @JsonProperty("findings") List<GateCheck> checks,
            @Nullable LabelNoise noise) {

        /** Why the challenger was not promoted, in one sentence; empty if it passed the gate. */
        public String failure() {
            List<String> failed = checks.stream()
                    .filter(check -> !check.passed())
                    .map(check -> check.rule() + ": " + check.message())
                    .toList();
            return status == RetrainResult.RetrainStatus.PROMOTED
                    ? ""
                    : failed.isEmpty() ? why : String.join("; ", failed);
        }
    }

    /**
     * A report as it is stored, also in the promotion log.
     *
     * @param champion that the challenger was compared with, {@code name/version}
     * @param holdout fingerprint of the hold-out
     */
    static ObjectNode toJson(RetrainResult result, String champion, String holdout) {
        ObjectNode report = JSON.valueToTree(result);
        report.remove("history");
        report.put("against", champion);
        report.put("holdout", holdout);
        return report;
    }

    static ObjectNode toJson(RetrainResult result, Plan plan) {
        return toJson(result, plan.champion().id(), plan.holdout().fingerprint());
    }

    /** Stores the report of a retraining. */
    void add(RetrainResult result, Plan plan) throws IOException {
        VersionId id = VersionId.parse(result.version());
        store.create(key(id), ObjectContent.of(toJson(result, plan).toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The latest reports of a model, newest first.
     *
     * @param limit number of reports
     */
    public List<GateReport> latest(String model, int limit) throws IOException {
        List<String> keys = new ArrayList<>(store.list(prefix(model)).stream()
                .map(ObjectStore.ObjectSummary::key)
                .toList()); // ascending in time: a version begins with its time
        Collections.reverse(keys);
        List<GateReport> reports = new ArrayList<>();
        for (String key : keys.subList(0, Math.min(limit, keys.size()))) {
            Optional<byte[]> bytes = store.get(key);
            if (bytes.isPresent()) {
                reports.add(parse(key, bytes.get(), version(model, key)));
            }
        }
        return reports;
    }

    /** The report on a challenger; empty if it was not compared with a champion. */
    Optional<GateReport> find(VersionId id) throws IOException {
        String key = key(id);
        return store.get(key).map(bytes -> parse(key, bytes, id.toString()));
    }

    /** The report on a challenger as it is stored; empty if there is none or it is damaged. */
    ObjectNode stored(VersionId id) throws IOException {
        Optional<byte[]> bytes = store.get(key(id));
        if (bytes.isEmpty()) {
            return LogEntry.NO_GATE;
        }
        try {
            return JSON.readTree(bytes.get()) instanceof ObjectNode report ? report : LogEntry.NO_GATE;
        } catch (JsonProcessingException damaged) { // find() reports it
            return LogEntry.NO_GATE;
        }
    }

    /** Parses a report; a damaged one is reported and hides no other. */
    private static GateReport parse(String key, byte[] bytes, String version) {
        try {
            GateReport report = JSON.readValue(bytes, GateReport.class);
            if (report != null
                    && Stream.of(report.status, report.why, report.version, report.champion, report.checks)
                            .allMatch(Objects::nonNull)) {
                return report;
            }
        } catch (IOException damaged) {
            return unreadable(key, version, String.valueOf(damaged.getMessage()));
        }
        return unreadable(key, version, "a field is missing");
    }

    private static GateReport unreadable(String key, String version, String problem) {
        return new GateReport(
                RetrainResult.RetrainStatus.KEPT_BACK,
                "the report %s cannot be read (%s)"
                        .formatted(key, problem.lines().findFirst().orElse("")),
                version,
                "",
                List.of(),
                null);
    }

    private static String version(String model, String key) {
        return model + "/" + key.substring(prefix(model).length()).replaceFirst("\\.json$", "");
    }

    private static String key(VersionId id) {
        return prefix(id.name()) + id.version() + ".json";
    }

    private static String prefix(String model) {
        return "retrain/%s/ruling-".formatted(model);
    }
}
