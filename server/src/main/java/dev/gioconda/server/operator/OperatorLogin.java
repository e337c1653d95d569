package dev.gioconda.server.operator;

import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

/** Authenticates operators: programs by the token, browsers by the cookie of a session that the login page opens. */
final class OperatorLogin {

    /** Name of the cookie that carries the id of the session. */
    static final String COOKIE = "gioconda-operator";

    private static final String BEARER = "Bearer "; // case-insensitive, RFC 9110, section 11.1

    private final OperatorToken token;
    private final OperatorSessions sessions;
    private final Clients clients;
    private final AuditLog audit;

    OperatorLogin(OperatorToken token, OperatorSessions sessions, Clients clients, AuditLog audit) {
        this.token = token;
        this.sessions = sessions;
        this.clients = clients;
        this.audit = audit;
    }

    /** Rejects requests without the token in {@code Authorization: Bearer} and without a session. */
    void authenticate(Context context) {
        String bearer = bearer(context.header("Authorization"));
        boolean authenticated = bearer == null ? isOpen(context) : token.matches(bearer);
        if (!authenticated) {
            if (bearer != null || context.cookie(COOKIE) != null) {
                audit.recordFailure(context);
            }
            context.header("WWW-Authenticate", "Bearer");
            throw new ProblemException(
                    Problem.Kind.NOT_AUTHENTICATED,
                    "The operator's token is missing or wrong; expected Authorization: Bearer TOKEN, with the token printed at the first start. "
                            + "Delete " + OperatorToken.FILE
                            + " in the work folder and restart the server to get a new token.");
        }
    }

    private static @Nullable String bearer(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    /** Whether the request has the cookie of an open session. */
    boolean isOpen(Context context) {
        return sessions.isOpen(context.cookie(COOKIE));
    }

    /** Opens a session and sets its cookie; false if the token is wrong. */
    boolean open(Context context, String givenToken) {
        if (!token.matches(givenToken)) {
            audit.recordFailure(context);
            return false;
        }
        context.cookie(cookie(context, sessions.open(), (int) OperatorSessions.LIFETIME.toSeconds()));
        audit.record(context, "login");
        return true;
    }

    /** Ends the session of a request and deletes its cookie. */
    void end(Context context) {
        if (isOpen(context)) {
            audit.record(context, "logout");
        }
        sessions.end(context.cookie(COOKIE));
        context.cookie(cookie(context, "", 0));
    }

    private Cookie cookie(Context context, String value, int seconds) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(clients.secure(context));
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }
}
