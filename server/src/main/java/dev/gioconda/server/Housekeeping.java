package dev.gioconda.server;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.jobs.JobService;
import dev.gioconda.server.classify.RecentAnswers;
import dev.gioconda.server.feedback.ImageQuota;
import dev.gioconda.server.paint.Uploads;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what has expired, and logs how much: every minute results, uploads and jobs, every hour feedback. After a jump of the clock
 * nothing expires, see {@link ClockCheck}. Every minute memory is released, too, see {@link IdleMemory}.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final ClockCheck clockCheck;

    /** One step, independent of the others. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private Housekeeping(ClockCheck clockCheck) {
        this.clockCheck = clockCheck;
    }

    /** Starts the schedule. */
    static Housekeeping start(
            Uploads uploads,
            RecentAnswers recent,
            JobService jobs,
            ImageQuota quota,
            FeedbackLog log,
            IdleMemory idleMemory) {
        Housekeeping housekeeping = new Housekeeping(new ClockCheck(log.clock(), System::nanoTime));
        ScheduledFuture<?> unusedMinutely = housekeeping.executor.scheduleWithFixedDelay(
                () -> {
                    housekeeping.removeExpired(uploads, recent, jobs, quota);
                    run("Unused memory could not be released.", idleMemory::release);
                },
                10,
                60,
                TimeUnit.SECONDS);
        ScheduledFuture<?> unusedHourly =
                housekeeping.executor.scheduleWithFixedDelay(() -> housekeeping.purge(log), 15, 3600, TimeUnit.SECONDS);
        return housekeeping;
    }

    private void removeExpired(Uploads uploads, RecentAnswers recent, JobService jobs, ImageQuota quota) {
        run("The stored images could not be measured.", quota::measure);
        if (clockCheck.isTrusted()) {
            run("Expired results could not be removed.", recent::expire);
            run("Expired uploads could not be removed.", () -> logExpired(uploads.expire(), "uploads"));
            run("Expired style jobs could not be removed.", () -> logExpired(jobs.expire(), "style jobs"));
        }
    }

    /** People were told how long their feedback is kept. */
    private void purge(FeedbackLog log) {
        if (clockCheck.isTrusted()) {
            run("Expired feedback could not be deleted.", () -> {
                FeedbackRemoval.RemovalCounts removed = new FeedbackRemoval(log).purge();
                logExpired(removed.answers(), "feedback records");
                logExpired(removed.pictures(), "images of feedback");
            });
        }
    }

    private static void run(String failure, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | Error failed) { // an exception would end the schedule
            LOG.error(failure, failed);
        }
    }

    private static void logExpired(int count, String what) {
        if (count > 0) {
            LOG.info("Expired and deleted: {} {}.", count, what);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
