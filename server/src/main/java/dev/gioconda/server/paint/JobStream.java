package dev.gioconda.server.paint;

import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobDesk;
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
 * {@code /v1/style-jobs/{id}/events}: how a painting grows, as Server-Sent Events. An event carries the job and the address of the
 * newest picture, not the picture; the painter never waits for a slow reader, which simply sees fewer events.
 */
public final class JobStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobStream.class);
    private static final long TICK_MILLIS = 250;
    private static final int HEARTBEAT_TICKS = 60; // 15 s

    private final JobDesk desk;
    private final StyleRoutes styles;
    private final Clients clients;
    private final int perClient;
    private final Map<SseClient, Listener> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
    });

    private record Listener(String client, String id, AtomicReference<String> sent, int[] quiet) {}

    public JobStream(JobDesk desk, StyleRoutes styles, Clients clients, int perClient) {
        this.desk = desk;
        this.styles = styles;
        this.clients = clients;
        this.perClient = perClient;
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public void install(RoutesConfig routes) {
        routes.before("/v1/style-jobs/{id}/events", this::admit); // the stream itself can refuse nobody any more
        routes.sse("/v1/style-jobs/{id}/events", this::open);
    }

    private void admit(Context context) throws IOException {
        styles.job(context);
        String client = clients.today(context);
        long open = listeners.values().stream()
                .filter(listener -> listener.client().equals(client))
                .count();
        if (open >= perClient) {
            throw new ProblemException(
                    Problem.Kind.TOO_MANY,
                    "%d event streams of this address are open; no more are let in. Close one.".formatted(open));
        }
    }

    private void open(SseClient sse) {
        String id = Ids.hex(sse.ctx().pathParam("id"));
        String client = clients.today(sse.ctx());
        sse.keepAlive();
        sse.onClose(() -> listeners.remove(sse));
        Listener listener = new Listener(client, id, new AtomicReference<>(""), new int[1]);
        listeners.put(sse, listener);
        hear(sse, listener);
    }

    private void tick() {
        listeners.forEach((sse, listener) -> {
            if (sse.terminated()) {
                listeners.remove(sse);
                return;
            }
            hear(sse, listener);
        });
    }

    private void hear(SseClient sse, Listener listener) {
        try {
            tell(sse, listener);
        } catch (IOException away) { // the store does not answer; it is asked again at the next tick
            LOG.warn("How a painting stands could not be read.", away);
        } catch (RuntimeException | Error broken) { // else nobody would hear anything any more
            LOG.warn("An event stream broke.", broken);
            listeners.remove(sse);
        }
    }

    private void tell(SseClient sse, Listener listener) throws IOException {
        Job job = desk.find(listener.id()).orElse(null);
        if (job == null) {
            sse.sendEvent("gone", Map.of("id", listener.id()));
            sse.close();
            return;
        }
        StyleRoutes.View view = styles.view(job);
        String now = "%s-%d-%d-%d".formatted(view.state(), view.position(), view.done(), view.version());
        if (!now.equals(listener.sent().getAndSet(now))) {
            listener.quiet()[0] = 0;
            sse.sendEvent("job", view, Integer.toString(view.version()));
        } else if (++listener.quiet()[0] % HEARTBEAT_TICKS == 0) {
            sse.sendComment("still here");
        }
        if (job.over()) {
            sse.close();
        }
    }

    /** How many streams are open. */
    int open() {
        return listeners.size();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        listeners.keySet().forEach(SseClient::close);
    }
}
