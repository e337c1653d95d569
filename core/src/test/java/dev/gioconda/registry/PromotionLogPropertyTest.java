package dev.gioconda.registry;

import dev.gioconda.file.Trees;
import dev.gioconda.registry.FaultyStore.Fault;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The promotion log on a folder: histories that nobody thought of. */
@Tag("integration")
class PromotionLogPropertyTest {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(PromotionLogFixture.WRITERS + 1);

    private static Path folder = Path.of("");

    @BeforeContainer
    static void start() throws IOException {
        folder = Files.createTempDirectory("promotion-log");
    }

    @AfterContainer
    static void stop() throws IOException {
        THREADS.shutdown();
        Trees.delete(folder);
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void concurrent_folder_writers_produce_a_consistent_log(@ForAll long seed) throws Exception {
        Path root = Files.createTempDirectory(folder, "story");
        try (ObjectStore faultFree = new FolderStore(root)) {
            new PromotionLogFixture(seed).run(writer -> faulty(faultFree, seed + writer), faultFree, THREADS);
        }
    }

    private static ObjectStore faulty(ObjectStore store, long seed) {
        Random random = new Random(seed);
        List<Fault> faults = List.of(Fault.FAILS, Fault.LOST_RESPONSE, Fault.DUPLICATED, Fault.DELAY);
        return new FaultyStore(store, request -> random.nextInt(5) > 0 ? Fault.NONE : faults.get(random.nextInt(4)));
    }
}
