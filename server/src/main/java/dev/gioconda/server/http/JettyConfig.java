package dev.gioconda.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Configures Javalin and Jetty for a public server: limits and timeouts that are stricter than the defaults. */
public final class JettyConfig {

    private static final int THREADS = 64;
    private static final int THREADS_PER_ADDRESS = 24;
    private static final long IDLE_MILLIS = 30_000;

    private JettyConfig() {}

    public static void configure(
            JavalinConfig config,
            String host,
            int port,
            ServerSettings.ServiceLimits limits,
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
            server.insertHandler(new RequestLimits(maxFormBytes));
            server.insertHandler(threadLimitHandler());
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

    /** Limits the threads of one address. */
    private static ThreadLimitHandler threadLimitHandler() {
        ThreadLimitHandler limit = new ThreadLimitHandler();
        limit.setThreadLimit(THREADS_PER_ADDRESS);
        return limit;
    }

    private static QueuedThreadPool threadPool() {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS, 4);
        pool.setName("http");
        return pool;
    }
}
