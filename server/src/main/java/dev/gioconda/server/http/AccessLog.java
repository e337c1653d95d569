package dev.gioconda.server.http;

import io.javalin.http.Context;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line per request: method, route, status and a daily pseudonym of the client. Contains no address, file name or id. */
public final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("gioconda.access");

    private final Clients clients;

    public AccessLog(Clients clients) {
        this.clients = clients;
    }

    public void write(Context context) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} {} {}",
                    context.method().name().toUpperCase(Locale.ROOT),
                    Routes.matchedPattern(context),
                    context.statusCode(),
                    clients.dailyPseudonym(context));
        }
    }
}
