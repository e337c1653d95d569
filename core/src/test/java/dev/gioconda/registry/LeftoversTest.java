package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.Content;
import dev.gioconda.store.FolderStore;
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
class LeftoversTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final VersionId ID = new VersionId("smile", "half");

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock(Instant.parse("2026-11-24T12:00:00Z"));

    private ObjectStore store() {
        return new FolderStore(folder.resolve("store"));
    }

    private ModelRegistry registry(ObjectStore store, Clock time) {
        return new ModelRegistry(store, folder.resolve("cache"), ModelRegistry.Inspection.NONE, time);
    }

    private ModelRegistry registry() {
        return registry(store(), clock);
    }

    private void dieBefore(String file) throws IOException {
        ObjectStore dying = new FaultyStore(
                store(),
                what -> what.equals("create " + ID.key(file)) ? FaultyStore.Fault.FAILS : FaultyStore.Fault.NONE);
        Path version = Versions.write(folder.resolve("trained"), ID.name(), ID.version());
        assertThatThrownBy(() -> registry(dying, clock).save(version)).isInstanceOf(IOException.class);
    }

    @Test
    void leftovers_go_when_nobody_can_be_at_work_on_them_and_whole_versions_stay() throws IOException {
        registry().save(Versions.write(folder.resolve("trained"), "smile", "whole"));
        dieBefore("manifest.json");
        assertThat(registry().gc(DAY, true)).singleElement().satisfies(young -> {
            assertThat(young.removable()).isFalse();
            assertThat(young.reason()).startsWith("Somebody may be saving it since 2026-11-24T12:00:00Z");
        });
        clock.pass(Duration.ofHours(25));
        assertThat(registry().gc(DAY, false)).singleElement().satisfies(old -> assertThat(old.removable())
                .isTrue());
        assertThat(store().list("models/smile/half/")).hasSize(2);
        assertThat(registry().gc(DAY, true)).singleElement().satisfies(old -> {
            assertThat(old.id()).isEqualTo(ID);
            assertThat(old.files()).containsExactly(ID.key("card.md"), ID.key("weights.safetensors"));
            assertThat(old.bytes()).isEqualTo(213);
        });
        assertThat(store().list("models/smile/half/")).isEmpty();
        assertThat(store().list("models/smile/saving/")).isEmpty();
        assertThat(registry().gc(DAY, true)).isEmpty();
        registry().verify(new VersionId("smile", "whole"));
        registry().save(Versions.write(folder.resolve("trained"), ID.name(), ID.version()));
        registry().verify(ID);
    }

    @Test
    void a_saving_that_begins_again_keeps_the_old_leftovers() throws IOException {
        dieBefore("manifest.json");
        clock.pass(Duration.ofHours(25));
        dieBefore("manifest.json"); // its note is a young one
        assertThat(registry().gc(DAY, true)).singleElement().satisfies(young -> assertThat(young.removable())
                .isFalse());
        registry().save(Versions.write(folder.resolve("trained"), ID.name(), ID.version()));
        registry().verify(ID);
    }

    @Test
    void a_saving_and_a_removal_never_work_at_once() throws IOException {
        dieBefore("manifest.json");
        clock.pass(Duration.ofHours(25));
        Path version = Versions.write(folder.resolve("trained"), ID.name(), ID.version());
        ObjectStore watched = new FaultyStore(store(), what -> {
            if (what.equals("delete " + ID.key("card.md"))) { // in the midst of the removal
                assertThatThrownBy(() -> registry().save(version))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("The leftovers of smile/half are being removed since");
            }
            return FaultyStore.Fault.NONE;
        });
        assertThat(registry(watched, clock).gc(DAY, true)).singleElement().satisfies(old -> assertThat(old.removable())
                .isTrue());
        registry().save(version);
        registry().verify(ID);
    }

    @Test
    void a_saving_that_began_between_the_judgement_and_the_removal_is_left_alone() throws IOException {
        dieBefore("manifest.json");
        clock.pass(Duration.ofHours(25));
        Saving saving = new Saving(store(), clock);
        ObjectStore watched = new FaultyStore(store(), what -> {
            if (what.startsWith("create models/smile/saving/half/gc.json")) {
                try {
                    saving.begin(ID);
                } catch (IOException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            return FaultyStore.Fault.NONE;
        });
        assertThat(registry(watched, clock).gc(DAY, true)).singleElement().satisfies(young -> assertThat(young.reason())
                .isEqualTo("Somebody else began to work on it."));
        assertThat(store().list("models/smile/half/")).hasSize(2);
    }

    @Test
    void a_saving_that_took_too_long_gives_up_before_its_leftovers_may_go() throws IOException {
        Path version = Versions.write(folder.resolve("trained"), ID.name(), ID.version());
        ObjectStore slow = new FaultyStore(store(), what -> {
            if (what.equals("create " + ID.key("card.md"))) {
                clock.pass(Duration.ofHours(7));
            }
            return FaultyStore.Fault.NONE;
        });
        assertThatThrownBy(() -> registry(slow, clock).save(version)).hasMessageContaining("took longer than 6 hours");
        assertThat(registry().versions()).isEmpty();
    }

    @Test
    void what_was_promoted_or_has_no_date_stays_and_an_age_too_small_is_refused() throws IOException {
        registry().save(Versions.write(folder.resolve("trained"), "smile", "promoted"));
        registry().promote(new VersionId("smile", "promoted"), "mona", "?", LogEntry.NO_GATE);
        store().delete("models/smile/promoted/manifest.json");
        store().put("models/smile/brought-by-hand/card.md", Content.of("?"));
        store().put("models/smile/20260101-000000/card.md", Content.of("?"));
        clock.pass(Duration.ofDays(30));
        List<Leftover> judged = registry().gc(DAY, true);
        assertThat(judged.stream().filter(Leftover::removable).map(found -> found.id()
                        .version()))
                .containsExactly("20260101-000000");
        assertThat(judged.stream().map(Leftover::reason))
                .anySatisfy(reason -> assertThat(reason).contains("It was promoted"))
                .anySatisfy(reason -> assertThat(reason).contains("Nobody wrote down"));
        assertThatThrownBy(() -> registry().gc(Duration.ofHours(1), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least that age");
    }
}
