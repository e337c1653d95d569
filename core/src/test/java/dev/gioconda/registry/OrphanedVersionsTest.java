package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed savings leave, and how it goes. */
class OrphanedVersionsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final VersionId ID = new VersionId("smile", "half");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:00:00Z"));

    private ObjectStore store() {
        return new FolderStore(folder.resolve("store"));
    }

    private ModelRegistry registry(ObjectStore store, Clock time) {
        return new ModelRegistry(store, folder.resolve("cache"), ModelRegistry.VersionValidator.NONE, time);
    }

    private ModelRegistry registry() {
        return registry(store(), clock);
    }

    private void failSaveBefore(String file) throws IOException {
        ObjectStore failing = new FaultyStore(
                store(),
                request -> request.equals("create " + ID.key(file)) ? FaultyStore.Fault.FAILS : FaultyStore.Fault.NONE);
        Path version = ModelVersionFixture.write(folder.resolve("trained"), ID.name(), ID.version());
        assertThatThrownBy(() -> registry(failing, clock).save(version)).isInstanceOf(IOException.class);
    }

    @Test
    void orphans_are_removed_after_a_day_and_versions_stay() throws IOException {
        registry().save(ModelVersionFixture.write(folder.resolve("trained"), "smile", "whole"));
        failSaveBefore("manifest.json");
        assertThat(registry().gc(DAY, true)).singleElement().satisfies(leftover -> {
            assertThat(leftover.removable()).isFalse();
            assertThat(leftover.reason())
                    .startsWith("It may be in the process of being saved since 2026-11-24T12:00:00Z");
        });
        clock.advance(Duration.ofHours(25));
        assertThat(registry().gc(DAY, false)).singleElement().satisfies(leftover -> assertThat(leftover.removable())
                .isTrue());
        assertThat(store().list("models/smile/half/")).hasSize(2);
        assertThat(registry().gc(DAY, true)).singleElement().satisfies(leftover -> {
            assertThat(leftover.id()).isEqualTo(ID);
            assertThat(leftover.files()).containsExactly(ID.key("card.md"), ID.key("weights.safetensors"));
            assertThat(leftover.bytes()).isEqualTo(213);
        });
        assertThat(store().list("models/smile/half/")).isEmpty();
        assertThat(store().list("models/smile/saving/")).isEmpty();
        assertThat(registry().gc(DAY, true)).isEmpty();
        registry().verify(new VersionId("smile", "whole"));
        registry().save(ModelVersionFixture.write(folder.resolve("trained"), ID.name(), ID.version()));
        registry().verify(ID);
    }

    @Test
    void resumed_save_keeps_old_files() throws IOException {
        failSaveBefore("manifest.json");
        clock.advance(Duration.ofHours(25));
        failSaveBefore("manifest.json"); // its note is a young one
        assertThat(registry().gc(DAY, true)).singleElement().satisfies(leftover -> assertThat(leftover.removable())
                .isFalse());
        registry().save(ModelVersionFixture.write(folder.resolve("trained"), ID.name(), ID.version()));
        registry().verify(ID);
    }

    @Test
    void save_and_removal_are_mutually_exclusive() throws IOException {
        failSaveBefore("manifest.json");
        clock.advance(Duration.ofHours(25));
        Path version = ModelVersionFixture.write(folder.resolve("trained"), ID.name(), ID.version());
        ObjectStore observed = new FaultyStore(store(), request -> {
            if (request.equals("delete " + ID.key("card.md"))) { // in the midst of the removal
                assertThatThrownBy(() -> registry().save(version))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("The incomplete files of smile/half are being deleted since");
            }
            return FaultyStore.Fault.NONE;
        });
        assertThat(registry(observed, clock).gc(DAY, true))
                .singleElement()
                .satisfies(leftover -> assertThat(leftover.removable()).isTrue());
        registry().save(version);
        registry().verify(ID);
    }

    @Test
    void save_started_before_removal_is_not_disturbed() throws IOException {
        failSaveBefore("manifest.json");
        clock.advance(Duration.ofHours(25));
        SaveLease saving = new SaveLease(store(), clock);
        ObjectStore observed = new FaultyStore(store(), request -> {
            if (request.startsWith("create models/smile/saving/half/gc.json")) {
                try {
                    saving.acquire(ID);
                } catch (IOException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            return FaultyStore.Fault.NONE;
        });
        assertThat(registry(observed, clock).gc(DAY, true))
                .singleElement()
                .satisfies(leftover -> assertThat(leftover.reason()).isEqualTo("Another process is working on it."));
        assertThat(store().list("models/smile/half/")).hasSize(2);
    }

    @Test
    void slow_save_aborts_before_its_files_may_be_removed() throws IOException {
        Path version = ModelVersionFixture.write(folder.resolve("trained"), ID.name(), ID.version());
        ObjectStore delayed = new FaultyStore(store(), request -> {
            if (request.equals("create " + ID.key("card.md"))) {
                clock.advance(Duration.ofHours(7));
            }
            return FaultyStore.Fault.NONE;
        });
        assertThatThrownBy(() -> registry(delayed, clock).save(version))
                .hasMessageContaining("took longer than 6 hours");
        assertThat(registry().versions()).isEmpty();
    }

    @Test
    void promoted_and_undated_files_are_kept() throws IOException {
        registry().save(ModelVersionFixture.write(folder.resolve("trained"), "smile", "promoted"));
        registry().promote(new VersionId("smile", "promoted"), "mona", "?", LogEntry.NO_GATE);
        store().delete("models/smile/promoted/manifest.json");
        store().put("models/smile/brought-by-hand/card.md", ObjectContent.of("?"));
        store().put("models/smile/20260101-000000/card.md", ObjectContent.of("?"));
        clock.advance(Duration.ofDays(30));
        List<OrphanedVersion> leftovers = registry().gc(DAY, true);
        assertThat(leftovers.stream().filter(OrphanedVersion::removable).map(leftover -> leftover.id()
                        .version()))
                .containsExactly("20260101-000000");
        assertThat(leftovers.stream().map(OrphanedVersion::reason))
                .anySatisfy(reason -> assertThat(reason).contains("It was promoted"))
                .anySatisfy(reason -> assertThat(reason).contains("Its age is unknown"));
        assertThatThrownBy(() -> registry().gc(Duration.ofHours(1), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least that age");
    }
}
