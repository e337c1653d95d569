package dev.gioconda.registry;

import dev.gioconda.file.Trees;
import dev.gioconda.store.FaultyProxy;
import dev.gioconda.store.FaultyProxy.Fault;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The promotion log on a real S3 server behind a bad connection. */
@Tag("integration")
class PromotionLogOnS3PropertyTest {

    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final Random RANDOM = new Random(1);

    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static S3ServerFixture server;

    @SuppressWarnings("NullAway.Init")
    private static FaultyProxy proxy;

    @SuppressWarnings("NullAway.Init")
    private static ExecutorService threads;

    @BeforeContainer
    static void start() throws Exception {
        folder = Files.createTempDirectory("promotion-log");
        server = S3ServerFixture.start(folder);
        proxy = new FaultyProxy(server.port(), line -> faultRates());
        threads = Executors.newFixedThreadPool(PromotionLogFixture.WRITERS + 1);
    }

    @AfterContainer
    static void stop() throws IOException {
        threads.shutdown();
        proxy.close();
        server.close();
        Trees.delete(folder);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void concurrent_s3_writers_produce_a_consistent_log(@ForAll long seed) throws Exception {
        runRound(seed);
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void concurrent_s3_writers_produce_a_consistent_log_1000_times(@ForAll long seed) throws Exception {
        runRound(seed);
    }

    private static void runRound(long seed) throws Exception {
        String prefix = "story/" + ROUNDS.incrementAndGet();
        ObjectStore faultFree = server.store(prefix);
        try (ObjectStore store = server.store(proxy, prefix)) {
            new PromotionLogFixture(seed).run(writer -> store, faultFree, threads);
        }
    }

    private static Fault faultRates() {
        synchronized (RANDOM) {
            Fault[] all = Fault.values();
            return RANDOM.nextInt(6) > 0 ? Fault.NONE : all[RANDOM.nextInt(all.length)];
        }
    }
}
