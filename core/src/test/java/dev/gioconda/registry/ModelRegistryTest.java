package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry on a folder, with a clock that the test turns. */
class ModelRegistryTest {

    private static final VersionId ONE = new VersionId("smile", "1");
    private static final VersionId TWO = new VersionId("smile", "2");
    private static final VersionId THREE = new VersionId("smile", "3");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:00:00Z"));

    private Path storeFolder() {
        return folder.resolve("store");
    }

    private ModelRegistry registry() {
        return registry(ModelRegistry.VersionValidator.NONE);
    }

    private ModelRegistry registry(ModelRegistry.VersionValidator inspection) {
        return new ModelRegistry(new FolderStore(storeFolder()), folder.resolve("cache"), inspection, clock);
    }

    private void save(VersionId... ids) throws IOException {
        for (VersionId id : ids) {
            registry().save(ModelVersionFixture.write(folder.resolve("trained"), id.name(), id.version()));
        }
    }

    private static LogEntry promote(ModelRegistry registry, VersionId id) throws IOException {
        return registry.promote(id, "mona", "it is better", LogEntry.NO_GATE);
    }

    @Test
    void saved_version_is_fetched_unchanged() throws IOException {
        Path trained = ModelVersionFixture.write(folder.resolve("trained"), "smile", "1");
        ModelRegistry registry = registry();
        assertThat(registry.versions()).isEmpty();
        assertThat(registry.save(trained).id()).isEqualTo(ONE);
        assertThat(registry.versions()).containsExactly(ONE);
        Path fetched = registry.fetch(ONE);
        for (String file : List.of("manifest.json", "weights.safetensors", "card.md")) {
            assertThat(fetched.resolve(file)).hasSameBinaryContentAs(trained.resolve(file));
            assertThat(storeFolder().resolve("models/smile/1/" + file)).hasSameBinaryContentAs(trained.resolve(file));
        }
        assertThat(registry.fetch(ONE)).isEqualTo(fetched);
        assertThat(new FolderStore(storeFolder()).list("")).hasSize(3); // no notes are left
        registry.verify(ONE);
    }

    @Test
    void saving_again_is_idempotent_and_conflicts_are_rejected() throws IOException {
        save(ONE, ONE);
        Path other = ModelVersionFixture.write(folder.resolve("other"), "smile", "1", 300);
        assertThatThrownBy(() -> registry().save(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("smile/1 exists in ")
                .hasMessageContaining("versions are immutable");
        assertThat(registry().fetch(ONE).resolve("weights.safetensors")).hasSize(200);
    }

    @Test
    void partial_save_is_invisible_and_can_be_completed() throws IOException {
        Path trained = ModelVersionFixture.write(folder.resolve("trained"), "smile", "1");
        for (String failingRequest : List.of("weights.safetensors", "manifest.json")) {
            ObjectStore store = new FaultyStore(
                    new FolderStore(storeFolder()),
                    request -> request.equals("create models/smile/1/" + failingRequest)
                            ? FaultyStore.Fault.FAILS
                            : FaultyStore.Fault.NONE);
            ModelRegistry failing =
                    new ModelRegistry(store, folder.resolve("cache"), ModelRegistry.VersionValidator.NONE, clock);
            assertThatThrownBy(() -> failing.save(trained)).hasMessageContaining("the store failed");
            assertThat(registry().versions()).isEmpty();
            assertThat(new FolderStore(storeFolder()).list("models/smile/1/")).isNotEmpty();
            assertThatThrownBy(() -> registry().fetch(ONE)).hasMessageContaining("There is no smile/1 in");
            assertThatThrownBy(() -> promote(registry(), ONE)).hasMessageContaining("There is no smile/1 in");
        }
        registry().save(trained);
        registry().verify(ONE);
    }

    @Test
    void files_of_a_conflicting_save_are_reported() throws IOException {
        new FolderStore(storeFolder()).put("models/smile/1/card.md", ObjectContent.of("another card"));
        assertThatThrownBy(() -> save(ONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has a card.md with SHA-256")
                .hasMessageContaining("Collect garbage");
        assertThat(registry().versions()).isEmpty();
    }

    @Test
    void log_records_who_promoted_what_when_and_why() throws IOException {
        save(ONE, TWO);
        ModelRegistry registry = registry();
        assertThat(registry.champion("smile")).isEmpty();
        assertThat(registry.history("smile")).isEmpty();
        ObjectNode gate = JsonNodeFactory.instance.objectNode().put("p", 0.01);
        LogEntry first = registry.promote(ONE, "mona", "a beginning", gate);
        clock.advance(Duration.ofHours(1));
        promote(registry, TWO);
        assertThat(first.seq()).isEqualTo(1);
        assertThat(first.when()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(registry().history("smile")).hasSize(2).first().isEqualTo(first);
        assertThat(registry().champion("smile")).contains(TWO);
        assertThat(Files.readString(storeFolder().resolve("models/smile/log/00000001.json")))
                .contains("\"seq\" : 1", "\"version\" : \"1\"", "\"action\" : \"promote\"", "\"who\" : \"mona\"")
                .contains(
                        "\"why\" : \"a beginning\"",
                        "\"when\" : \"2026-11-24T12:00:00Z\"",
                        "\"p\" : 0.01",
                        "\"nonce\"");
    }

    @Test
    void log_answers_which_version_served_at_an_instant() throws IOException {
        save(ONE, TWO);
        ModelRegistry registry = registry();
        promote(registry, ONE);
        clock.advance(Duration.ofHours(2));
        promote(registry, TWO);
        clock.advance(Duration.ofHours(-3)); // another machine's clock
        LogEntry early = registry.rollback("smile", "lisa", "it frowns");
        assertThat(early.when()).isEqualTo("2026-11-24T14:00:00Z"); // time does not run backwards in a log
        assertThat(servedAt("2026-11-24T11:59:59Z")).isEmpty();
        assertThat(servedAt("2026-11-24T12:00:00Z")).contains("1");
        assertThat(servedAt("2026-11-24T13:59:59Z")).contains("1");
        assertThat(servedAt("2027-01-01T00:00:00Z")).contains("1");
        assertThat(registry.champion("smile")).contains(ONE);
    }

    private Optional<String> servedAt(String instant) throws IOException {
        return registry().servedAt("smile", Instant.parse(instant)).map(LogEntry::version);
    }

    @Test
    void rollbacks_undo_promotions_until_none_is_left() throws IOException {
        save(ONE, TWO, THREE);
        ModelRegistry registry = registry();
        assertThatThrownBy(() -> registry.rollback("smile", "mona", "?"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no version to roll back to");
        promote(registry, ONE);
        assertThatThrownBy(() -> registry.rollback("smile", "mona", "?"))
                .hasMessageContaining("No version was promoted before the champion of smile");
        promote(registry, TWO);
        promote(registry, TWO); // again, which is no other champion
        promote(registry, THREE);
        assertThat(registry.rollback("smile", "mona", "?").version()).isEqualTo("2");
        assertThat(registry.rollback("smile", "mona", "?").version()).isEqualTo("1");
        assertThatThrownBy(() -> registry.rollback("smile", "mona", "?"))
                .hasMessageContaining("no version to roll back to");
        promote(registry, THREE);
        assertThat(registry.rollback("smile", "mona", "?").version()).isEqualTo("1");
        assertThat(registry.history("smile").stream().map(LogEntry::seq))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void unknown_or_damaged_version_is_not_promoted() throws IOException {
        save(ONE, TWO);
        ModelRegistry registry = registry();
        assertThatThrownBy(() -> promote(registry, THREE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("There is no smile/3 in")
                .hasMessageContaining("List the models");
        promote(registry, ONE);
        promote(registry, TWO);
        Files.writeString(
                storeFolder().resolve("models/smile/1/weights.safetensors"),
                "not those weights"); // the cache has them still
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> promote(registry, ONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("weights.safetensors of smile/1")
                    .hasMessageContaining("was changed or damaged: its SHA-256 is");
            assertThatThrownBy(() -> registry.rollback("smile", "mona", "?"))
                    .hasMessageContaining("was changed or damaged");
        }
        assertThat(registry.history("smile")).hasSize(2);
        Files.delete(storeFolder().resolve("models/smile/1/card.md"));
        assertThatThrownBy(() -> registry.verify(ONE))
                .hasMessageContaining("smile/1 is incomplete: card.md is missing");
        registry.verify(TWO);
    }

    @Test
    void version_failing_inspection_is_not_saved_or_promoted() throws IOException {
        save(ONE);
        ModelRegistry strict = registry(version -> {
            throw new IOException("It does not load.");
        });
        Path two = ModelVersionFixture.write(folder.resolve("trained"), "smile", "2");
        assertThatThrownBy(() -> strict.save(two)).hasMessage("It does not load.");
        assertThatThrownBy(() -> promote(strict, ONE)).hasMessage("It does not load.");
        assertThat(registry().versions()).containsExactly(ONE);
        assertThat(registry().history("smile")).isEmpty();
    }

    @Test
    void damaged_cache_is_fetched_again() throws IOException {
        save(ONE);
        Path fetched = registry().fetch(ONE);
        Files.writeString(fetched.resolve("card.md"), "scribbled over");
        assertThat(registry().fetch(ONE).resolve("card.md")).hasContent("# smile 1");
        Files.delete(fetched.resolve("weights.safetensors"));
        assertThat(registry().fetch(ONE).resolve("weights.safetensors")).hasSize(200);
    }

    @Test
    void missing_log_entry_is_detected() throws IOException {
        save(ONE);
        ModelRegistry registry = registry();
        promote(registry, ONE);
        promote(registry, ONE);
        promote(registry, ONE);
        Files.delete(storeFolder().resolve("models/smile/log/00000002.json"));
        assertThatThrownBy(() -> registry.history("smile"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("00000002.json is missing");
        assertThatThrownBy(() -> promote(registry, ONE)).hasMessageContaining("00000002.json is missing");
    }

    @Test
    void export_is_atomic_and_overwrites_nothing() throws IOException {
        save(ONE);
        Path target = folder.resolve("out/smile-1");
        registry().export(ONE, target);
        assertThat(target.resolve("card.md")).hasContent("# smile 1");
        assertThat(target.resolve("manifest.json")).exists();
        assertThatThrownBy(() -> registry().export(ONE, target)).hasMessageContaining("exists; choose another target");
        Path zip = folder.resolve("out/smile.zip");
        registry().export(ONE, zip);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(Object::toString))
                    .containsExactly("smile/1/card.md", "smile/1/weights.safetensors", "smile/1/manifest.json");
        }
        assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:.*");
    }

    @Test
    void manifest_diff_lists_each_changed_value() throws IOException {
        save(ONE);
        registry().save(ModelVersionFixture.write(folder.resolve("trained"), "smile", "2", 300));
        assertThat(ManifestDiff.between(registry().manifest(ONE), registry().manifest(TWO)))
                .extracting(ManifestDiff.Difference::path)
                .containsExactly("version", "files.weights.safetensors", "files.card.md");
        assertThat(ManifestDiff.between(registry().manifest(ONE), registry().manifest(ONE)))
                .isEmpty();
    }
}
