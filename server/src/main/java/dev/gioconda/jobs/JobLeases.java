package dev.gioconda.jobs;

import dev.gioconda.store.ObjectContent;
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
 * Leases that decide which of the servers that share a store runs a job. A server that has jobs is alive as long as it creates
 * {@code painters/<server>/<number>}, its heartbeats; a job belongs to the server that created the highest {@code jobs/<id>/owner/<number>}, and may be taken by
 * creating the next one only when its owner has sent no heartbeat for the lease time. This is measured by the clock of the observer,
 * from one observation to the next: no two clocks are compared.
 */
final class JobLeases implements AutoCloseable {

    /** A server that has sent no heartbeat for this time is considered dead. */
    static final Duration LEASE_TIMEOUT = Duration.ofSeconds(10);

    private static final String HEARTBEAT_PREFIX = "painters/";

    private final ObjectStore store;
    private final Duration leaseTimeout;
    private final String serverId = Tokens.hex(8);
    private final Map<String, Heartbeat> heartbeats = new HashMap<>();
    private final Set<String> ownedJobs = ConcurrentHashMap.newKeySet();
    private long heartbeatNumber;
    private long lastHeartbeat;

    private record Heartbeat(long number, long nanos) {}

    /** @param leaseTimeout time without a heartbeat after which a server is considered dead */
    JobLeases(ObjectStore store, Duration leaseTimeout) {
        this.store = store;
        this.leaseTimeout = leaseTimeout;
        this.lastHeartbeat = System.nanoTime() - leaseTimeout.toNanos();
    }

    /** The interval at which a server that has jobs must send heartbeats. */
    Duration heartbeatInterval() {
        return leaseTimeout.dividedBy(4);
    }

    /** Sends a heartbeat, unless the last one is recent. */
    synchronized void heartbeat() throws IOException {
        long now = System.nanoTime();
        if (heartbeatNumber == 0 || now - lastHeartbeat >= heartbeatInterval().toNanos() / 2) {
            store.create(numberedKey(HEARTBEAT_PREFIX + serverId, ++heartbeatNumber), ObjectContent.of(new byte[0]));
            lastHeartbeat = now;
            if (heartbeatNumber > 2) {
                store.delete(numberedKey(HEARTBEAT_PREFIX + serverId, heartbeatNumber - 2));
            }
        }
    }

    /**
     * Acquires the lease of a job if no live server has it.
     *
     * @return whether this server owns it now
     */
    synchronized boolean acquire(String job) throws IOException {
        heartbeat(); // before others can see the claim
        Optional<String> newest = newestKey(ownerPrefix(job));
        if (newest.isPresent()) {
            String owner = owner(newest.get());
            if (owner.equals(serverId) || isAlive(owner)) {
                return recordOwnership(job, owner.equals(serverId));
            }
        }
        String next =
                numberedKey(ownerPrefix(job), newest.map(JobLeases::numberOf).orElse(0L) + 1);
        boolean created = store.create(next, ObjectContent.of(serverId.getBytes(StandardCharsets.US_ASCII)));
        return (created || owner(next).equals(serverId)) // the response of a create may be lost and the create repeated
                && verifyOwned(job);
    }

    /** Whether this server owned the job when that was last checked. */
    boolean owns(String job) {
        return ownedJobs.contains(job);
    }

    /** Removes a deleted job from the owned jobs. */
    void discard(String job) {
        ownedJobs.remove(job);
    }

    private boolean recordOwnership(String job, boolean owned) {
        if (owned) {
            ownedJobs.add(job);
        } else {
            ownedJobs.remove(job);
        }
        return owned;
    }

    /** Whether this server still owns the job: another server may have acquired it after missed heartbeats. */
    synchronized boolean verifyOwned(String job) throws IOException {
        Optional<String> newest = newestKey(ownerPrefix(job));
        return recordOwnership(job, newest.isPresent() && owner(newest.get()).equals(serverId));
    }

    /** Whether a live server owns the job. */
    synchronized boolean hasLiveOwner(String job) throws IOException {
        Optional<String> newest = newestKey(ownerPrefix(job));
        return newest.isPresent() && isAlive(owner(newest.get()));
    }

    private boolean isAlive(String server) throws IOException {
        if (server.equals(serverId)) {
            return true;
        }
        Optional<String> newest = newestKey(HEARTBEAT_PREFIX + server);
        if (newest.isEmpty()) {
            heartbeats.remove(server);
            return false;
        }
        long number = numberOf(newest.get());
        long now = System.nanoTime();
        Heartbeat previous = heartbeats.get(server);
        if (previous == null || previous.number() != number) {
            heartbeats.put(server, new Heartbeat(number, now));
            return true;
        }
        if (now - previous.nanos() < leaseTimeout.toNanos()) {
            return true;
        }
        removeAll(HEARTBEAT_PREFIX + server);
        return false;
    }

    private String owner(String key) throws IOException {
        return store.get(key)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .orElse("");
    }

    private Optional<String> newestKey(String prefix) throws IOException {
        List<ObjectStore.ObjectSummary> all = store.list(prefix + "/");
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1).key());
    }

    private void removeAll(String prefix) throws IOException {
        for (ObjectStore.ObjectSummary listed : store.list(prefix + "/")) {
            store.delete(listed.key());
        }
    }

    private static String ownerPrefix(String job) {
        return JobStore.PREFIX + job + "/owner";
    }

    private static String numberedKey(String prefix, long number) {
        return "%s/%08d".formatted(prefix, number);
    }

    private static long numberOf(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
    }

    /** Releases the leases, so that another server can acquire the jobs immediately. */
    @Override
    public synchronized void close() throws IOException {
        ownedJobs.clear();
        removeAll(HEARTBEAT_PREFIX + serverId);
    }
}
