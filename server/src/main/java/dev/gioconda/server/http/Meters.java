package dev.gioconda.server.http;

import dev.gioconda.inference.Examiner;
import dev.gioconda.jobs.JobDesk;
import dev.gioconda.server.classify.ClassifyRoutes;
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

/** What {@code /metrics} tells, in Prometheus' text format. Nothing in it tells one person from another. */
public final class Meters {

    private static final String BEGUN = "begun";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** The Java machine's own. */
    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** The queues and the model. */
    public void watch(Examiner examiner, JobDesk desk) {
        Gauge.builder("gioconda.classify.waiting", examiner.batcher(), batcher -> batcher.waiting())
                .description("Classifications in the queue")
                .register(registry);
        Gauge.builder("gioconda.classify.batches", examiner.batcher(), batcher -> batcher.batches())
                .description("Batches so far")
                .register(registry);
        Gauge.builder("gioconda.classify.faces", examiner.batcher(), batcher -> batcher.crops())
                .description("Faces in these batches")
                .register(registry);
        Gauge.builder("gioconda.style.jobs", desk, JobDesk::open)
                .description("Paintings that are not over")
                .register(registry);
    }

    /** Times every request by its route. */
    public void install(RoutesConfig routes) {
        routes.before(context -> context.attribute(BEGUN, System.nanoTime()));
        routes.after(this::count);
    }

    /** Tells. */
    public void tell(RoutesConfig routes) {
        routes.get("/metrics", context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(registry.scrape()));
    }

    private void count(Context context) {
        Long begun = context.attribute(BEGUN);
        if (begun == null) {
            return;
        }
        Timer.builder("gioconda.http.requests")
                .description("Requests by route and status")
                .tag("method", context.method().name().toUpperCase(Locale.ROOT))
                .tag("route", Routes.matched(context))
                .tag("status", Integer.toString(context.statusCode()))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Counts answers by label, which shows when the world changes. */
    public void answered(ClassifyRoutes.Answer answer) {
        Counter.builder("gioconda.answers")
                .description("Answers by model and label")
                .tag("model", answer.model())
                .tag("label", answer.faces().isEmpty() ? "no face" : answer.label())
                .register(registry)
                .increment();
    }
}
