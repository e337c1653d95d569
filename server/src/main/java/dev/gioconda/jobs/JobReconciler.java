package dev.gioconda.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the job table equal to the store, which other servers write to as well: takes over the jobs of dead servers, reads what others
 * have finished, sends heartbeats while this server has jobs, and notices when one was taken over.
 */
final class JobReconciler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobReconciler.class);
    private static final int REFRESH_EVERY = 12; // heartbeats between two polls while every job is known

    private final JobTable table;
    private final JobStore jobStore;
    private final JobLeases leases;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "claims");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private int ticks;
    private boolean failing;

    JobReconciler(JobTable table, JobStore jobStore, JobLeases leases) {
        this.table = table;
        this.jobStore = jobStore;
        this.leases = leases;
    }

    void start() {
        long millis = leases.heartbeatInterval().toMillis();
        ScheduledFuture<?> unused = ticker.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            boolean hasForeignJobs = false;
            for (Job job : table.unfinished()) {
                if (!leases.owns(job.id())) {
                    hasForeignJobs = true;
                } else {
                    leases.heartbeat();
                    if (job.status().state() == JobState.PAINTING && !leases.verifyOwned(job.id())) {
                        LOG.warn(
                                "Another server has acquired a style job, because this server sent no heartbeat for the lease time.");
                    }
                }
            }
            if (hasForeignJobs || ++ticks % REFRESH_EVERY == 0) {
                refresh();
            }
            if (failing) {
                failing = false;
                LOG.warn("The job table is updated from the store again.");
            }
        } catch (IOException | RuntimeException | Error failed) { // an exception would end the schedule
            if (!failing) {
                LOG.error(
                        "The job table could not be updated from the store; it is tried again, and this error is logged only once.",
                        failed);
            }
            failing = true;
        }
    }

    /** Reads the store. Acquires the jobs without a live owner, and removes the incomplete jobs of dead servers. */
    void refresh() throws IOException {
        table.beginRefresh();
        List<Job> previous =
                table.all().stream().filter(job -> !table.isReserved(job.id())).toList();
        Map<String, JobStore.StoredFiles> stored = jobStore.list();
        for (Map.Entry<String, JobStore.StoredFiles> entry : stored.entrySet()) {
            String id = entry.getKey();
            try {
                refresh(id, entry.getValue());
                unreadable.remove(id);
            } catch (IOException | RuntimeException damaged) { // one of them must not hide the others
                if (unreadable.add(id)) {
                    LOG.error(
                            "The job {} could not be read; it is tried again, and this error is logged only once.",
                            id,
                            damaged);
                }
            }
        }
        unreadable.retainAll(stored.keySet());
        for (Job job : previous) {
            if (!stored.containsKey(job.id()) && (job.finished() || !leases.owns(job.id()))) {
                table.remove(job.id()); // another server has deleted it
            }
        }
    }

    private void refresh(String id, JobStore.StoredFiles files) throws IOException {
        table.refreshDeleted(id, files.deleted());
        Optional<Job> known = table.find(id);
        if (known.isPresent() && (known.get().finished() || leases.owns(id))) {
            return;
        }
        if (!files.hasRecord()) {
            boolean leftover =
                    known.isEmpty() && leases.verifyOwned(id); // of a deletion by this server during the refresh
            if (leftover || !leases.hasLiveOwner(id)) {
                leases.discard(id);
                jobStore.delete(id);
            }
            return;
        }
        Optional<Job> job = jobStore.find(id);
        if (job.isPresent() && !job.get().finished() && leases.acquire(id)) {
            job = jobStore.find(id); // its owner may have finished it
        }
        if (job.isPresent() && !table.upsert(job.get(), files.bytes())) { // deleted since the refresh began
            leases.discard(id);
            jobStore.delete(id);
        }
    }

    /** Whether the job is stored, but could not be read. */
    boolean isUnreadable(String id) {
        return unreadable.contains(id);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
