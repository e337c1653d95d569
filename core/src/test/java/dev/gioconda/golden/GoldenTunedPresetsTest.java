package dev.gioconda.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.preference.PresetAdjustment;
import dev.gioconda.preference.SettingComparison;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.preference.Tuning;
import dev.gioconda.preference.TuningEvidence;
import dev.gioconda.store.FolderStore;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tuned presets of the store of 0.1.0 are read as they were written, and its ratings still give the same one. */
class GoldenTunedPresetsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
    private static final String STYLE = "ab".repeat(32);

    @TempDir
    private Path folder;

    private FolderStore store = new FolderStore(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        store = new FolderStore(GoldenFiles.copy("store", folder.resolve("store")));
    }

    private TunedPresets presets() {
        return new TunedPresets(store, CLOCK);
    }

    @Test
    void a_version_with_every_field_is_read_as_it_was_saved() throws IOException {
        Map<String, Double> layers = new LinkedHashMap<>();
        layers.put("block1_conv1", 0.5);
        layers.put("block5_conv1", 2.0);
        Tuning tuning = new Tuning(
                new PresetAdjustment("balanced", "fine", 1.5, 0.8, layers),
                List.of(new PresetAdjustment.StyleAdjustment(
                        STYLE, "waves", new PresetAdjustment("balanced", "portrait", 2, 1, Map.of()))),
                new TuningEvidence(
                        40,
                        8,
                        0.2,
                        Map.of("rejected", 1, "without settings", 2),
                        true,
                        3.5,
                        3.25,
                        3.75,
                        0.8,
                        List.of(
                                new SettingComparison(
                                        "",
                                        "strength",
                                        20,
                                        7,
                                        new SettingComparison.RatedRange(0.5, 4),
                                        1.5,
                                        new SettingComparison.StarGain(0.75, 0.25, 1.25, 0.999),
                                        0.1,
                                        0.95,
                                        true,
                                        "better"),
                                new SettingComparison(
                                        STYLE, "fine", 2, 1, null, null, null, 0.1, 0.95, false, "too few ratings")),
                        List.of("0123456789abcdef", "fedcba9876543210")));
        assertThat(presets().find(1))
                .isEqualTo(new TunedVersion(
                        1,
                        1,
                        "Lisa",
                        "after the exhibition",
                        "2026-11-21T09:00:00Z",
                        "c5de09bf6c2a8f620828ad3cd0106716",
                        tuning));
    }

    @Test
    void a_version_changes_the_recipe_as_it_did() throws IOException {
        TunedVersion.AppliedTuning usual = presets().find(1).apply("balanced", List.of());
        assertThat(usual.preset()).isEqualTo("fine");
        assertThat(usual.tuned())
                .isEqualTo(new TunedPresetRef(
                        1, List.of("style.weight=1.5", "style.scale=0.8", "style.weights=[0.5, 1.0, 1.0, 1.0, 2.0]")));
        TunedVersion.AppliedTuning own = presets().find(1).apply("balanced", List.of(STYLE));
        assertThat(own.preset()).isEqualTo("portrait");
        assertThat(own.tuned()).isEqualTo(new TunedPresetRef(1, List.of("style.weight=2.0")));
        assertThat(presets().find(2).apply("quick", List.of()).recipe().style().weight())
                .isEqualTo(4);
    }

    @Test
    void the_ratings_of_the_store_give_the_newest_version_again() throws IOException {
        TunedVersion newest = presets().latest().orElseThrow();
        assertThat(newest.version()).isEqualTo(2);
        Tuning tuning = Tuning.of(new FeedbackLog(store, CLOCK));
        assertThat(tuning).isEqualTo(newest.tuning());
        assertThat(presets().isNew(tuning)).isFalse();
        assertThat(tuning.adjustment()).isEqualTo(new PresetAdjustment("quick", null, 4, 1, Map.of()));
        assertThat(tuning.evidence().ratings()).isEqualTo(32);
        assertThat(tuning.evidence().excluded()).isEqualTo(Map.of("without settings", 1));
        assertThat(tuning.evidence().stars()).isEqualTo(2.3812534518490662);
        assertThat(tuning.evidence().digests()).hasSize(32).contains(Tuning.digest("20261120-100600-9aa277a831b64464"));
    }

    @Test
    void new_versions_have_the_bytes_of_the_stored_ones() throws IOException {
        Path again = folder.resolve("again");
        for (int number = 1; number <= 2; number++) {
            TunedVersion stored = presets().find(number);
            Clock clock = Clock.fixed(Instant.parse(stored.when()), ZoneOffset.UTC);
            TunedVersion saved =
                    new TunedPresets(new FolderStore(again), clock).save(stored.tuning(), stored.who(), stored.why());
            String file = "styles/tuned/%08d.json".formatted(number);
            assertThat(Files.readString(again.resolve(file)).replace(saved.nonce(), stored.nonce()))
                    .isEqualTo(Files.readString(folder.resolve("store").resolve(file)));
        }
    }
}
