package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.model.Classifier;
import dev.gioconda.model.EmbeddedAccuracy;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.InMemoryStore;
import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions by an operator: the first champion of an empty store, and what the gate rejected. */
class OperatorPromotionTest {

    @TempDir
    private Path folder;

    private final InMemoryStore store = new InMemoryStore();
    private VersionId embedded = new VersionId("none", "none");
    private ModelRegistry registry = registry(Path.of(""));

    private ModelRegistry registry(Path cache) {
        return new ModelRegistry(store, cache, Classifier::load, Clock.systemUTC());
    }

    @BeforeEach
    void open() throws IOException {
        registry = registry(folder);
        embedded = OperatorPromotion.embedded("smile").orElseThrow();
    }

    private LogEntry promote(String why) throws IOException {
        return new OperatorPromotion(registry, store, "mona").promote(embedded, why);
    }

    private void addReport(boolean passed) throws IOException {
        RetrainResult result = new RetrainResult(
                passed ? RetrainResult.RetrainStatus.PROMOTED : RetrainResult.RetrainStatus.KEPT_BACK,
                "as measured",
                embedded.toString(),
                List.of(new GateCheck(Gate.NOT_LOWER, passed, 0.75, 0.8, "accuracy 0.7500, the champion's is 0.8000")),
                null,
                List.of());
        Holdout holdout = new Holdout(List.of());
        store.put(
                "retrain/smile/ruling-" + embedded.version() + ".json",
                ObjectContent.of(GateReports.toJson(result, "smile/old", holdout.fingerprint())
                        .toString()));
        store.put(
                "retrain/smile/holdout.json",
                ObjectContent.of("{\"fingerprint\":\"%s\",\"pictures\":20}".formatted(holdout.fingerprint())));
    }

    @Test
    void embedded_version_is_saved_and_promoted_in_one_step() throws IOException {
        assertThat(OperatorPromotion.firstChampion(registry, "smile")).contains(embedded);
        assertThat(OperatorPromotion.firstChampion(registry, "other")).isEmpty();
        promote("first");
        assertThat(registry.versions()).containsExactly(embedded);
        assertThat(registry.champion("smile")).contains(embedded);
        assertThat(OperatorPromotion.firstChampion(registry, "smile")).isEmpty();
        promote("again");
        assertThat(registry.history("smile")).hasSize(2);
    }

    @Test
    void failed_challenger_needs_a_reason_in_words() throws IOException {
        addReport(false);
        assertThatThrownBy(() -> promote("better"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not pass the gate: not lower: accuracy 0.7500")
                .hasMessageContaining("give the reason in words");
        assertThat(registry.history("smile")).isEmpty();
        LogEntry entry = promote("to test it in use");
        assertThat(entry.gate().path("result").asText()).isEqualTo("KEPT_BACK");
    }

    @Test
    void damaged_report_needs_a_reason_in_words() throws IOException {
        store.put("retrain/smile/ruling-" + embedded.version() + ".json", ObjectContent.of("{\"why\":1"));
        assertThat(new GateReports(store).latest("smile", 10))
                .singleElement()
                .satisfies(report -> assertThat(report.why()).contains("cannot be read"));
        assertThatThrownBy(() -> promote("better")).hasMessageContaining("cannot be read");
        assertThat(promote("its report was damaged").gate()).isEmpty();
    }

    @Test
    void scores_are_those_on_the_frozen_holdout() throws IOException {
        assertThat(HoldoutScores.of(store, "smile").byVersion()).isEmpty();
        addReport(true);
        assertThat(HoldoutScores.of(store, "smile").byVersion())
                .hasSize(2)
                .hasEntrySatisfying(embedded.toString(), score -> {
                    assertThat(score.accuracy()).isEqualTo(0.75);
                    assertThat(score.pictures()).isEqualTo(20);
                })
                .hasEntrySatisfying(
                        "smile/old", score -> assertThat(score.accuracy()).isEqualTo(0.8));
    }

    @Test
    void measured_accuracy_is_that_of_the_embedded_version() {
        assertThat(EmbeddedAccuracy.SMILE.id()).isEqualTo(embedded.toString());
    }
}
