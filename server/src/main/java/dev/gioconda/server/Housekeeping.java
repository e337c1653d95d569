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

/** Removes what has expired: every minute results, uploads and jobs, every hour feedback. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    private Housekeeping() {}

    /** Starts the schedule. */
    static Housekeeping start(
            Uploads uploads, RecentAnswers recent, JobService jobs, ImageQuota quota, FeedbackLog log) {
        Housekeeping housekeeping = new Housekeeping();
        ScheduledFuture<?> unusedMinutely = housekeeping.executor.scheduleWithFixedDelay(
                () -> removeExpired(uploads, recent, jobs, quota), 10, 60, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedHourly =
                housekeeping.executor.scheduleWithFixedDelay(() -> purge(log), 15, 3600, TimeUnit.SECONDS);
        return housekeeping;
    }

    private static void removeExpired(Uploads uploads, RecentAnswers recent, JobService jobs, ImageQuota quota) {
        try {
            recent.expire();
            uploads.expire();
            jobs.expire();
            quota.measure();
        } catch (IOException | RuntimeException | Error failed) { // an exception would end the schedule
            LOG.error("Expired images could not be removed, or the stored ones not be measured.", failed);
        }
    }

    /** People were told how long their feedback is kept. */
    private static void purge(FeedbackLog log) {
        try {
            new FeedbackRemoval(log).purge();
        } catch (IOException | RuntimeException | Error failed) { // an exception would end the schedule
            LOG.error("Expired feedback could not be deleted.", failed);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
