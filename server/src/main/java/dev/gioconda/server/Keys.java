package dev.gioconda.server;

import io.javalin.config.Key;

/** What handlers find in the application. */
final class Keys {

    /** What is let in. */
    static final Key<ServerSettings.Limits> LIMITS = new Key<>("limits");

    private Keys() {}
}
