package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.InMemoryStore;
import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promotion log of which some entries are damaged, and the bound of a reason. */
class ReadableHistoryTest {

    private static final VersionId ONE = new VersionId("smile", "1");
    private static final VersionId TWO = new VersionId("smile", "2");

    @TempDir
    private Path folder;

    private final InMemoryStore store = new InMemoryStore();
    private ModelRegistry registry =
            new ModelRegistry(store, Path.of(""), ModelRegistry.VersionValidator.NONE, Clock.systemUTC());

    @BeforeEach
    void promoteBoth() throws IOException {
        registry = new ModelRegistry(
                store, folder.resolve("cache"), ModelRegistry.VersionValidator.NONE, Clock.systemUTC());
        for (VersionId id : new VersionId[] {ONE, TWO}) {
            registry.save(ModelVersionFixture.write(folder, id.name(), id.version()));
            registry.promote(id, "mona", "better", LogEntry.NO_GATE);
        }
    }

    @Test
    void champions_are_listed_from_the_top_of_the_stack() throws IOException {
        assertThat(registry.readableChampions("smile")).containsExactly(TWO, ONE);
        registry.rollback("smile", "mona", "worse");
        assertThat(registry.readableChampions("smile"))
                .as("a version that was rolled back is no champion again")
                .containsExactly(ONE);
    }

    @Test
    void damaged_entry_hides_no_other() throws IOException {
        store.put("models/smile/log/00000002.json", ObjectContent.of("{"));
        assertThatThrownBy(() -> registry.champion("smile")).hasMessageContaining("is not an entry");
        ReadableHistory history = registry.readableHistory("smile");
        assertThat(history.entries()).extracting(LogEntry::version).containsExactly("1");
        assertThat(history.damages()).singleElement().asString().contains("00000002.json is not an entry");
        assertThat(registry.readableChampions("smile")).containsExactly(ONE);
    }

    @Test
    void missing_entry_is_reported() throws IOException {
        store.delete("models/smile/log/00000001.json");
        ReadableHistory history = registry.readableHistory("smile");
        assertThat(history.entries()).hasSize(1);
        assertThat(history.damages()).singleElement().asString().contains("00000001.json is missing");
    }

    @Test
    void reason_of_more_than_2000_characters_is_rejected() throws IOException {
        String why = "x".repeat(LogEntry.MAX_REASON);
        registry.promote(ONE, "mona", why, LogEntry.NO_GATE);
        assertThatThrownBy(() -> registry.promote(ONE, "mona", why + "x", LogEntry.NO_GATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2,001 characters; expected at most 2,000");
        assertThatThrownBy(() -> registry.rollback("smile", "mona", why + "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(registry.history("smile")).hasSize(3);
    }
}
