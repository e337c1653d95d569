package dev.gioconda.server.http;

import io.javalin.config.Key;

/** Keys of the application data that handlers read. */
public final class AppKeys {

    /** The limits of requests. */
    public static final Key<ServerSettings.ServiceLimits> LIMITS = new Key<>("limits");

    private AppKeys() {}
}
