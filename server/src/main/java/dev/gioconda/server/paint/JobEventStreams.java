package dev.gioconda.server.paint;

import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobService;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/style-jobs/{id}/events}: the progress of a style job as server-sent events. An event contains the job and the path of its
 * newest image. The worker never waits for a slow client, which receives fewer events.
 */
public final class JobEventStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobEventStreams.class);
    private static final long TICK_MILLIS = 250;
    private static final int HEARTBEAT_TICKS = 60; // 15 s

    private final JobService jobs;
    private final Clients clients;
    private final int maxPerClient;
    private final Map<SseClient, Listener> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
    });

    private record Listener(String client, String jobId, AtomicReference<String> lastSent, int[] quietTicks) {}

    public JobEventStreams(JobService jobs, Clients clients, int maxPerClient) {
        this.jobs = jobs;
        this.clients = clients;
        this.maxPerClient = maxPerClient;
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public void install(RoutesConfig routes) {
        routes.before("/v1/style-jobs/{id}/events", this::checkLimit); // an open stream cannot send an error status
        routes.sse("/v1/style-jobs/{id}/events", this::openStream);
    }

    private void checkLimit(Context context) throws IOException {
        Job unused = JobLookup.find(jobs, context);
        String client = clients.dailyPseudonym(context);
        long open = listeners.values().stream()
                .filter(listener -> listener.client().equals(client))
                .count();
        if (open >= maxPerClient) {
            throw new ProblemException(
                    Problem.Kind.TOO_MANY_REQUESTS,
                    "Limit of %d event streams per address reached; close one first.".formatted(open));
        }
    }

    private void openStream(SseClient sse) {
        String id = Ids.hex(sse.ctx().pathParam("id"));
        String client = clients.dailyPseudonym(sse.ctx());
        sse.keepAlive();
        sse.onClose(() -> listeners.remove(sse));
        Listener listener = new Listener(client, id, new AtomicReference<>(""), new int[1]);
        listeners.put(sse, listener);
        update(sse, listener);
    }

    private void tick() {
        listeners.forEach((sse, listener) -> {
            if (sse.terminated()) {
                listeners.remove(sse);
                return;
            }
            update(sse, listener);
        });
    }

    private void update(SseClient sse, Listener listener) {
        try {
            send(sse, listener);
        } catch (IOException unavailable) { // the store is unavailable; the next tick tries again
            LOG.warn("The status of a style job could not be read.", unavailable);
        } catch (RuntimeException | Error broken) { // an exception would end the schedule
            LOG.warn("An event stream failed.", broken);
            listeners.remove(sse);
        }
    }

    private void send(SseClient sse, Listener listener) throws IOException {
        Job job = jobs.find(listener.jobId()).orElse(null);
        if (job == null) {
            sse.sendEvent("gone", Map.of("id", listener.jobId()));
            sse.close();
            return;
        }
        JobView view = JobView.of(job, jobs);
        String now = "%s-%d-%d-%d".formatted(view.state(), view.position(), view.completedIterations(), view.version());
        if (!now.equals(listener.lastSent().getAndSet(now))) {
            listener.quietTicks()[0] = 0;
            sse.sendEvent("job", view, Integer.toString(view.version()));
        } else if (++listener.quietTicks()[0] % HEARTBEAT_TICKS == 0) {
            sse.sendComment("still here");
        }
        if (job.finished()) {
            sse.close();
        }
    }

    /** The number of open streams. */
    int openCount() {
        return listeners.size();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        listeners.keySet().forEach(SseClient::close);
    }
}
