package dev.gioconda.bench;

import dev.gioconda.bench.honest.AcknowledgedCheck;
import dev.gioconda.bench.honest.AcknowledgedFile;
import dev.gioconda.bench.honest.AcknowledgedWrite;
import dev.gioconda.bench.honest.HonestClient;
import dev.gioconda.bench.honest.HonestRequests;
import dev.gioconda.bench.honest.RequestLog;
import dev.gioconda.bench.honest.RequestLog.Expectation;
import dev.gioconda.bench.hostile.AttackLog;
import dev.gioconda.bench.hostile.Attacker;
import dev.gioconda.bench.hostile.Attacks;
import dev.gioconda.bench.hostile.HostilePictures;
import dev.gioconda.bench.hostile.NamedAttack;
import dev.gioconda.bench.hostile.Target;
import dev.gioconda.bench.load.ProcessResources;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Hostile load for a given time: eight attackers with addresses of their own run attacks in random order beside one honest client. Every
 * honest request must be answered in time. Prints outcomes and latencies of the honest requests, the responses to the attacks, and the
 * server's memory, file descriptors and threads before, at most, and two minutes after. What the server acknowledged is written to a
 * file, so that {@code check} can ask a restarted server for it.
 */
public final class HostileLoad {

    private static final String USAGE =
            "Expected the arguments: public URL, operators' URL, JPEG file with a face, minutes, seed, process id, new file;"
                    + " or: check, file, public URL.";
    private static final int ATTACKERS = 8;
    private static final String FIRST_ATTACKER = "127.0.0.11";
    private static final String HONEST_ADDRESS = "127.0.0.9";
    private static final String HEALTH_ADDRESS = "127.0.0.10";
    private static final Expectation HEALTH_PROBE = new Expectation("health check every 500 ms", List.of(), 1_000);
    private static final long CALM_SECONDS = 30;
    private static final long QUIET_SECONDS = 120;
    private static final long SAMPLE_SECONDS = 30;
    private static final int MAX_LISTED = 200;

    private final Target target;
    private final String process;
    private final RequestLog requests = new RequestLog();
    private final AttackLog attacks = new AttackLog();
    private final List<ProcessResources> samples = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private int printed;

    private HostileLoad(Target target, String process) {
        this.target = target;
        this.process = process;
    }

    /**
     * Arguments: the public address, the operators' address, a JPEG file with a face, minutes, a seed, the server's process id, and the
     * file that gets the acknowledged writes. After a restart of the server: {@code check}, that file, the public address.
     *
     * @throws IllegalStateException if an honest request failed or was late, or an acknowledged write is lost
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals("check")) {
            check(new AcknowledgedFile(Path.of(args[1])), Target.of(args[2], args[2]));
            return;
        }
        if (args.length != 7) {
            throw new IllegalArgumentException(USAGE);
        }
        byte[] face = Files.readAllBytes(Path.of(args[2]));
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[4]));
        List<NamedAttack> all = Attacks.all(HostilePictures.of(face, random));
        System.out.printf("%d attacks are prepared%n", all.size());
        HostileLoad load = new HostileLoad(Target.of(args[0], args[1]), args[5]);
        load.run(all, random, face, AcknowledgedFile.create(Path.of(args[6])), Double.parseDouble(args[3]));
        load.requireNoIncidents();
    }

    private void run(
            List<NamedAttack> all, SplittableRandom random, byte[] face, AcknowledgedFile acknowledged, double minutes)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> running = new ArrayList<>();
        try {
            long attackStart = System.nanoTime() + TimeUnit.SECONDS.toNanos(CALM_SECONDS);
            long end = attackStart + (long) (minutes * 60e9);
            HonestClient visitor = new HonestClient(from(HONEST_ADDRESS), face, acknowledged, target.jobs()::add);
            running.add(threads.submit(() -> {
                visitor.run(end);
                return "";
            }));
            running.add(threads.submit(() -> {
                checkHealth(from(HEALTH_ADDRESS), end);
                return "";
            }));
            sampleUntil(attackStart);
            InetAddress source = InetAddress.getByName(FIRST_ATTACKER);
            for (int i = 0; i < ATTACKERS; i++) {
                running.add(threads.submit(new Attacker(target, source, random.split(), all, end, attacks)));
                source = next(source);
            }
            sampleUntil(end);
            for (Future<?> each : running) {
                each.get();
            }
            System.out.printf("the attacks have ended; %d s of quiet%n", QUIET_SECONDS);
            sampleUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(QUIET_SECONDS));
            visitor.askStates();
        } finally {
            threads.shutdownNow();
            report();
        }
    }

    private HonestRequests from(String address) throws IOException {
        return new HonestRequests(InetAddress.getByName(address), target.visitors(), requests, attacks::running);
    }

    private static InetAddress next(InetAddress address) throws IOException {
        byte[] bytes = address.getAddress();
        bytes[bytes.length - 1]++;
        return InetAddress.getByAddress(bytes);
    }

    private static void checkHealth(HonestRequests requests, long end) throws InterruptedException {
        while (System.nanoTime() - end < 0) {
            requests.get(HEALTH_PROBE, "/healthz");
            Thread.sleep(500);
        }
    }

    /** Records the resources of the server every half a minute, and prints every second time. */
    private void sampleUntil(long end) throws InterruptedException {
        while (System.nanoTime() - end < 0) {
            sample();
            if (samples.size() % 2 == 1) {
                printProgress();
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.SECONDS.toNanos(SAMPLE_SECONDS), end - System.nanoTime()));
        }
    }

    private void sample() {
        ProcessResources.of(process).ifPresent(samples::add);
    }

    private void printProgress() {
        System.out.printf(
                Locale.ROOT,
                "minute %4.1f: %s; %s; attacks: %s%n",
                (System.nanoTime() - startNanos) / 60e9,
                requests.summary(),
                ProcessResources.of(process).map(ProcessResources::toString).orElse("the server is not running"),
                String.join(", ", attacks.running()));
        List<String> incidents = requests.incidents(printed);
        incidents.stream().limit(MAX_LISTED).forEach(line -> System.out.println("  " + line));
        printed += incidents.size();
    }

    private void report() {
        sample();
        printProgress();
        System.out.printf("%n%s%n%s%n", requests.table(), attacks.table());
        if (!samples.isEmpty()) {
            System.out.printf(
                    "| server | |%n|---|---|%n| first | %s |%n| max | %s |%n| after two minutes of quiet | %s |%n",
                    samples.get(0),
                    samples.stream().reduce(samples.get(0), ProcessResources::max),
                    samples.get(samples.size() - 1));
        }
    }

    private void requireNoIncidents() {
        if (requests.incidentCount() > 0) {
            throw new IllegalStateException("Honest requests failed or were late: %s.".formatted(requests.summary()));
        }
    }

    private static void check(AcknowledgedFile file, Target target) throws IOException, InterruptedException {
        HonestRequests requests =
                new HonestRequests(InetAddress.getByName(HONEST_ADDRESS), target.visitors(), new RequestLog(), Set::of);
        List<AcknowledgedWrite> writes = file.read();
        List<String> lost = new AcknowledgedCheck(requests).lost(writes);
        lost.forEach(System.out::println);
        System.out.printf("%d acknowledged writes, %d lost%n", writes.size(), lost.size());
        if (!lost.isEmpty()) {
            throw new IllegalStateException("%d acknowledged writes are lost.".formatted(lost.size()));
        }
    }
}
