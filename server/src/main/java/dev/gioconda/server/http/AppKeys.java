package dev.gioconda.server.http;

import io.javalin.config.Key;

/** Keys of the application data that handlers read. */
public final class AppKeys {

    /** The limits of requests. */
    public static final Key<ServerSettings.ServiceLimits> LIMITS = new Key<>("limits");

    /** What is stored of visitors, and for how long. */
    public static final Key<PrivacyNotice> PRIVACY = new Key<>("privacy");

    /** What requests compute takes turns. */
    public static final Key<ComputeTurns> TURNS = new Key<>("turns");

    private AppKeys() {}
}
