package dev.gioconda.server.paint;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobService;
import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.ClientPermits;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.HttpJson;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/style-jobs/{id}/events}: the progress of a style job as server-sent events. An event contains the job and the path of its
 * newest image. Neither the worker nor another client waits for a slow client, which receives fewer events.
 */
public final class JobEventStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobEventStreams.class);
    private static final String MEDIA_TYPE = "text/event-stream";
    private static final long TICK_MILLIS = 250;
    private static final int HEARTBEAT_TICKS = 60; // 15 s

    private final JobService jobs;
    private final Clients clients;
    private final int maxPerClient;
    private final ClientPermits permits;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
    });

    public JobEventStreams(JobService jobs, Clients clients, int maxPerClient) {
        this.jobs = jobs;
        this.clients = clients;
        this.maxPerClient = maxPerClient;
        this.permits = new ClientPermits(maxPerClient);
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public void install(RoutesConfig routes) {
        routes.get("/v1/style-jobs/{id}/events", this::open);
    }

    private void open(Context context) throws IOException {
        Job job = JobLookup.find(jobs, context);
        String accepted = context.header("Accept");
        if (accepted == null || !accepted.contains(MEDIA_TYPE)) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "This resource is an event stream; expected the header Accept: %s. GET {base}/v1/style-jobs/ID returns the job once."
                            .formatted(MEDIA_TYPE));
        }
        String client = clients.dailyPseudonym(context);
        if (!permits.tryAcquire(client)) {
            throw new ProblemException(
                    Problem.Kind.TOO_MANY_REQUESTS,
                    "Limit of %d event streams per address reached; close one first.".formatted(maxPerClient));
        }
        context.contentType(MEDIA_TYPE + ";charset=utf-8");
        context.header("Connection", "close");
        context.header("Cache-Control", "no-cache");
        context.header("X-Accel-Buffering", "no");
        Listener listener = new Listener(
                job.id(), BasePath.of(context), new EventStream(context.res().getOutputStream()));
        CompletableFuture<Void> unused = listener.stream.closed().thenRun(() -> {
            listeners.remove(listener);
            permits.release(client);
        });
        listeners.add(listener);
        listener.update();
        context.future(listener.stream::start);
    }

    private void tick() {
        listeners.forEach(Listener::update);
    }

    /** An open stream and what it has sent. */
    private final class Listener {
        private final String jobId;
        private final String base;
        private final EventStream stream;
        private String lastSent = "";
        private int quietTicks;

        Listener(String jobId, String base, EventStream stream) {
            this.jobId = jobId;
            this.base = base;
            this.stream = stream;
        }

        synchronized void update() {
            try {
                send();
            } catch (IOException unavailable) { // the store is unavailable; the next tick tries again
                LOG.warn("The status of a style job could not be read.", unavailable);
            } catch (RuntimeException | Error broken) { // an exception would end the schedule
                LOG.warn("An event stream failed.", broken);
                stream.abort();
            }
        }

        private void send() throws IOException {
            Job job = jobs.find(jobId).orElse(null);
            if (job == null) {
                stream.send("gone", json(Map.of("id", jobId)), null);
                stream.end();
                return;
            }
            JobView view = JobView.of(job, jobs, base);
            String now =
                    "%s-%d-%d-%d".formatted(view.state(), view.position(), view.completedIterations(), view.version());
            if (!now.equals(lastSent)) {
                lastSent = now;
                quietTicks = 0;
                stream.send("job", json(view), Integer.toString(view.version()));
            } else if (++quietTicks % HEARTBEAT_TICKS == 0) {
                stream.sendHeartbeat();
            }
            if (job.finished()) {
                stream.end();
            }
        }

        private static String json(Object value) throws JsonProcessingException {
            return HttpJson.MAPPER.writeValueAsString(value);
        }
    }

    /** The number of open streams. */
    int openCount() {
        return listeners.size();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        listeners.forEach(listener -> listener.stream.abort());
    }
}
