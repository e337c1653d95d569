package dev.gioconda.server.http;

import io.javalin.http.Context;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request: method, route, status and a pseudonym that changes every day. No address, no file name, no id. */
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
