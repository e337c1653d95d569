package dev.gioconda.bench.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs attacks from one source address in random order, 10 to 60 s each, until a time. */
public final class Attacker implements Runnable {

    private static final int MIN_SECONDS = 10;
    private static final int MAX_SECONDS = 60;

    private final Target target;
    private final InetAddress source;
    private final SplittableRandom random;
    private final List<NamedAttack> attacks;
    private final long endNanos;
    private final AttackLog log;

    /**
     * @param source address from which it connects
     * @param random determines the order, the durations and the requests
     * @param endNanos time of {@link System#nanoTime} at which the last attack ends
     */
    public Attacker(
            Target target,
            InetAddress source,
            SplittableRandom random,
            List<NamedAttack> attacks,
            long endNanos,
            AttackLog log) {
        this.target = target;
        this.source = source;
        this.random = random;
        this.attacks = new ArrayList<>(attacks);
        this.endNanos = endNanos;
        this.log = log;
    }

    @Override
    public void run() {
        ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
        try {
            while (System.nanoTime() - endNanos < 0) {
                Collections.shuffle(attacks, new Random(random.nextLong()));
                for (NamedAttack attack : attacks) {
                    if (System.nanoTime() - endNanos < 0) {
                        play(attack, deadlines);
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            deadlines.shutdownNow();
        }
    }

    private void play(NamedAttack attack, ScheduledExecutorService deadlines) throws InterruptedException {
        long nanos = TimeUnit.SECONDS.toNanos(random.nextInt(MIN_SECONDS, MAX_SECONDS + 1));
        long end = System.nanoTime() + Math.min(nanos, endNanos - System.nanoTime());
        log.begin(attack.name());
        try (AttackRun run =
                new AttackRun(target, source, random.split(), end, status -> log.count(attack.name(), status))) {
            ScheduledFuture<?> deadline =
                    deadlines.schedule(() -> closeAll(run), end - System.nanoTime(), TimeUnit.NANOSECONDS);
            attack.attack().run(run);
            deadline.cancel(false);
        } catch (IOException closed) { // by the server, or at the end of the run
            if (System.nanoTime() - end < 0) {
                log.count(attack.name(), AttackLog.NO_RESPONSE);
            }
            Thread.sleep(100); // a server that refuses connections is not asked in a loop
        } finally {
            log.end(attack.name());
        }
    }

    private static void closeAll(AttackRun run) {
        try {
            run.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
