package dev.gioconda.jobs;

import dev.gioconda.store.Content;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of the servers that share a store paints a job. A server that has jobs lives as long as it goes on creating
 * {@code painters/<server>/<number>}; a job belongs to whoever created the highest {@code jobs/<id>/owner/<number>}, and may be taken by
 * creating the next one only when its owner was silent for a while. Whether somebody is silent is measured by the clock of whoever looks,
 * from one look to the next: no two clocks are compared.
 */
final class Claims implements AutoCloseable {

    /** Who is silent for so long is taken for dead. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final String PAINTERS = "painters/";

    private final ObjectStore store;
    private final Duration silence;
    private final String self = Tokens.hex(8);
    private final Map<String, Seen> seen = new HashMap<>();
    private final Set<String> mine = ConcurrentHashMap.newKeySet();
    private long beats;
    private long beaten;

    private record Seen(long number, long nanos) {}

    /** @param silence after which a server is taken for dead */
    Claims(ObjectStore store, Duration silence) {
        this.store = store;
        this.silence = silence;
        this.beaten = System.nanoTime() - silence.toNanos();
    }

    /** How often a server that has jobs must speak up. */
    Duration rhythm() {
        return silence.dividedBy(4);
    }

    /** Says that this server lives, unless it said so a moment ago. */
    synchronized void live() throws IOException {
        long now = System.nanoTime();
        if (beats == 0 || now - beaten >= rhythm().toNanos() / 2) {
            store.create(numbered(PAINTERS + self, ++beats), Content.of(new byte[0]));
            beaten = now;
            if (beats > 2) {
                store.delete(numbered(PAINTERS + self, beats - 2));
            }
        }
    }

    /**
     * Takes a job if nobody else that lives has it.
     *
     * @return whether it is this server's now
     */
    synchronized boolean claim(String job) throws IOException {
        live(); // before others can see the claim
        Optional<String> newest = newest(home(job));
        if (newest.isPresent()) {
            String owner = owner(newest.get());
            if (owner.equals(self) || alive(owner)) {
                return known(job, owner.equals(self));
            }
        }
        String next = numbered(home(job), newest.map(Claims::number).orElse(0L) + 1);
        boolean made = store.create(next, Content.of(self.getBytes(StandardCharsets.US_ASCII)));
        return (made || owner(next).equals(self)) // the answer of a create may be lost, and the create repeated
                && held(job);
    }

    /** Whether it was this server's when that was last looked at. */
    boolean has(String job) {
        return mine.contains(job);
    }

    /** The job is gone. */
    void forget(String job) {
        mine.remove(job);
    }

    private boolean known(String job, boolean own) {
        if (own) {
            mine.add(job);
        } else {
            mine.remove(job);
        }
        return own;
    }

    /** Whether the job is still this server's: somebody may have taken it while this one was silent. */
    synchronized boolean held(String job) throws IOException {
        Optional<String> newest = newest(home(job));
        return known(job, newest.isPresent() && owner(newest.get()).equals(self));
    }

    /** Whether a server that lives has the job. */
    synchronized boolean taken(String job) throws IOException {
        Optional<String> newest = newest(home(job));
        return newest.isPresent() && alive(owner(newest.get()));
    }

    private boolean alive(String server) throws IOException {
        if (server.equals(self)) {
            return true;
        }
        Optional<String> newest = newest(PAINTERS + server);
        if (newest.isEmpty()) {
            seen.remove(server);
            return false;
        }
        long number = number(newest.get());
        long now = System.nanoTime();
        Seen before = seen.get(server);
        if (before == null || before.number() != number) {
            seen.put(server, new Seen(number, now));
            return true;
        }
        if (now - before.nanos() < silence.toNanos()) {
            return true;
        }
        removeAll(PAINTERS + server);
        return false;
    }

    private String owner(String key) throws IOException {
        return store.get(key)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .orElse("");
    }

    private Optional<String> newest(String home) throws IOException {
        List<ObjectStore.Listed> all = store.list(home + "/");
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1).key());
    }

    private void removeAll(String home) throws IOException {
        for (ObjectStore.Listed listed : store.list(home + "/")) {
            store.delete(listed.key());
        }
    }

    private static String home(String job) {
        return JobShelf.HOME + job + "/owner";
    }

    private static String numbered(String home, long number) {
        return "%s/%08d".formatted(home, number);
    }

    private static long number(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
    }

    /** Leaves: whoever looks next may take what this server had. */
    @Override
    public synchronized void close() throws IOException {
        mine.clear();
        removeAll(PAINTERS + self);
    }
}
