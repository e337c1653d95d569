package dev.gioconda.server.http;

import io.javalin.config.Key;

/** What handlers find in the application. */
public final class Keys {

    /** What is let in. */
    public static final Key<ServerSettings.Limits> LIMITS = new Key<>("limits");

    private Keys() {}
}
