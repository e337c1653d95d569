package dev.gioconda.server.http;

import dev.gioconda.inference.ClassifyService;
import dev.gioconda.jobs.JobService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** The metrics of {@code /metrics} in Prometheus' text format. They contain no data about individual clients. */
public final class Metrics {

    private static final String START_NANOS = "begun";
    private static final Set<String> TAGGED_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Registers the metrics of the JVM. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** Registers the metrics of the queues and of classification. */
    public void bindGauges(ClassifyService classifyService, JobService jobs) {
        Gauge.builder("gioconda.classify.waiting", classifyService.batcher(), batcher -> batcher.queued())
                .description("Classifications in the queue")
                .register(registry);
        Gauge.builder("gioconda.classify.batches", classifyService.batcher(), batcher -> batcher.batches())
                .description("Batches so far")
                .register(registry);
        Gauge.builder("gioconda.classify.faces", classifyService.batcher(), batcher -> batcher.crops())
                .description("Faces in these batches")
                .register(registry);
        Gauge.builder("gioconda.style.jobs", jobs, JobService::unfinishedCount)
                .description("Unfinished style jobs")
                .register(registry);
    }

    /** Measures the duration of every request by its route. */
    public void install(RoutesConfig routes) {
        routes.before(context -> context.attribute(START_NANOS, System.nanoTime()));
        routes.after(this::recordRequest);
    }

    /** Installs {@code /metrics}. */
    public void installEndpoint(RoutesConfig routes) {
        routes.get("/metrics", context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(registry.scrape()));
    }

    private void recordRequest(Context context) {
        Long startNanos = context.attribute(START_NANOS);
        if (startNanos == null) {
            return;
        }
        Timer.builder("gioconda.http.requests")
                .description("Requests by route and status")
                .tag("method", methodTag(context))
                .tag("route", Routes.matchedPattern(context))
                .tag("status", Integer.toString(context.statusCode()))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    /** The method, or {@code other}: each tag value is a time series for ever, and clients may invent methods. */
    private static String methodTag(Context context) {
        String method = context.method().name().toUpperCase(Locale.ROOT);
        return TAGGED_METHODS.contains(method) ? method : "other";
    }

    /** Counts an answer by model and label: a change in the shares shows a change in the images. */
    public void countAnswer(String model, String label) {
        Counter.builder("gioconda.answers")
                .description("Answers by model and label")
                .tag("model", model)
                .tag("label", label)
                .register(registry)
                .increment();
    }
}
