package dev.gioconda.server.http;

import io.javalin.config.Key;

/** What handlers find in the application. */
public final class AppKeys {

    /** The limits of requests. */
    public static final Key<ServerSettings.ServiceLimits> LIMITS = new Key<>("limits");

    private AppKeys() {}
}
