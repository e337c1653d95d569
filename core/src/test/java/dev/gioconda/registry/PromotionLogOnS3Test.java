package dev.gioconda.registry;

import dev.gioconda.store.FaultyWire;
import dev.gioconda.store.FaultyWire.Fault;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The promotion log on a real S3 server behind a bad connection. */
class PromotionLogOnS3Test {

    private static final AtomicLong STORIES = new AtomicLong();
    private static final Random LUCK = new Random(1);

    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static S3Server server;

    @SuppressWarnings("NullAway.Init")
    private static FaultyWire wire;

    @SuppressWarnings("NullAway.Init")
    private static ExecutorService threads;

    @BeforeContainer
    static void begin() throws Exception {
        folder = Files.createTempDirectory("promotion-log");
        server = S3Server.start(folder);
        wire = new FaultyWire(server.port(), line -> luck());
        threads = Executors.newFixedThreadPool(LogStory.WRITERS + 1);
    }

    @AfterContainer
    static void end() throws IOException {
        threads.shutdown();
        wire.close();
        server.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void whatever_happens_between_eight_writers_and_s3_each_number_has_one_winner_and_nothing_is_lost_or_invented(
            @ForAll long seed) throws Exception {
        play(seed);
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void the_same_a_thousand_times(@ForAll long seed) throws Exception {
        play(seed);
    }

    private static void play(long seed) throws Exception {
        String prefix = "story/" + STORIES.incrementAndGet();
        ObjectStore clean = server.store(prefix);
        try (ObjectStore store = server.store(wire, prefix)) {
            new LogStory(seed).play(writer -> store, clean, threads);
        }
    }

    private static Fault luck() {
        synchronized (LUCK) {
            Fault[] all = Fault.values();
            return LUCK.nextInt(6) > 0 ? Fault.NONE : all[LUCK.nextInt(all.length)];
        }
    }
}
