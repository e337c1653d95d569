package dev.gioconda.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ConditionalHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Configures Javalin and Jetty for a public server: limits and timeouts that are stricter than the defaults. */
public final class JettyConfig {

    private static final int THREADS = 64;
    /** The other threads answer health checks and receive bytes. */
    private static final int MAX_CONCURRENT_REQUESTS = 48;

    private static final int MAX_CONCURRENT_REQUESTS_PER_CLIENT = 16;
    private static final int MAX_WAITING_REQUESTS = 1024;
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final Duration RESPONSE_GRACE = Duration.ofSeconds(10);
    private static final int MIN_RESPONSE_BYTES_PER_SECOND = 16 * 1024;
    private static final long IDLE_MILLIS = 30_000;

    private JettyConfig() {}

    /** @param clients identifies the clients, for their shares of threads and memory */
    public static void configure(
            JavalinConfig config,
            String host,
            int port,
            ServerSettings.ServiceLimits limits,
            Clients clients,
            Duration shutdownTimeout) {
        config.startup.showJavalinBanner = false;
        config.jetty.host = host;
        config.jetty.port = port;
        config.http.maxRequestSize = limits.maxBodyBytes();
        config.http.asyncTimeout = 0; // event streams
        config.http.prefer405over404 = true;
        config.router.javaLangErrorHandler(ProblemHandlers::handleError);
        long maxFormBytes =
                2L * limits.maxBodyBytes() + 100_000; // two images; the size of each is checked where it is read
        config.jetty.multipartConfig.maxFileSize(maxFormBytes, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(maxFormBytes, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxInMemoryFileSize(Math.min(limits.maxBodyBytes(), 32_000_000), SizeUnit.BYTES);
        config.jetty.threadPool = threadPool();
        config.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.DEFAULT);
            http.setIdleTimeout(IDLE_MILLIS);
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(shutdownTimeout.toMillis());
            server.setErrorHandler(new JettyErrorHandler());
            MemoryBudget budget = new MemoryBudget(Runtime.getRuntime().maxMemory() / 4);
            Function<Request, String> clientOf = clients::address;
            // from the inside to the outside
            server.insertHandler(perClientLimit(clientOf));
            server.insertHandler(concurrencyLimit());
            server.insertHandler(new BufferedBodies(budget, clientOf));
            server.insertHandler(new RequestLimits(maxFormBytes));
            server.insertHandler(
                    new BufferedResponses(budget, clientOf, RESPONSE_GRACE, MIN_RESPONSE_BYTES_PER_SECOND));
            server.insertHandler(new GracefulHandler());
        });
        config.jsonMapper(new JavalinJackson(HttpJson.MAPPER, false));
        config.appData(AppKeys.LIMITS, limits);
        config.staticFiles.add(files -> {
            files.directory = "/dev/gioconda/server/web";
            files.location = Location.CLASSPATH;
            files.hostedPath = "/assets";
            files.headers = Map.of(
                    "Cache-Control", "public, max-age=300",
                    "X-Content-Type-Options", "nosniff",
                    "Cross-Origin-Resource-Policy", "same-origin");
        });
    }

    /** Limits the requests that are handled at a time; others wait without a thread. */
    private static QoSHandler concurrencyLimit() {
        QoSHandler limit = new QoSHandler();
        limit.setMaxRequestCount(MAX_CONCURRENT_REQUESTS);
        limit.setMaxSuspendedRequestCount(MAX_WAITING_REQUESTS);
        limit.setMaxSuspend(MAX_WAIT);
        excludeCheapRequests(limit);
        return limit;
    }

    /** Limits the requests of one client that are handled at a time. */
    private static ThreadLimitHandler perClientLimit(Function<Request, String> clientOf) {
        ThreadLimitHandler limit = new ThreadLimitHandler() {
            @Override
            protected String getRemoteIP(Request request) {
                return clientOf.apply(request);
            }
        };
        limit.setThreadLimit(MAX_CONCURRENT_REQUESTS_PER_CLIENT);
        excludeCheapRequests(limit);
        return limit;
    }

    /** Health checks are answered whatever else waits, and event streams hold no thread. */
    private static void excludeCheapRequests(ConditionalHandler limit) {
        limit.excludePath("/healthz", "/readyz", "/v2/health/*");
        limit.exclude(request -> Request.getPathInContext(request).endsWith("/events"));
    }

    private static QueuedThreadPool threadPool() {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS, 4);
        pool.setName("http");
        return pool;
    }
}
