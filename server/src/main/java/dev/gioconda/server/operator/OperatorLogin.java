package dev.gioconda.server.operator;

import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates operators: programs by a token, browsers by the cookie of a session that the login page opens. */
final class OperatorLogin {

    /** Name of the cookie that carries the id of the session. */
    static final String COOKIE = "gioconda-operator";

    private static final String BEARER = "Bearer "; // case-insensitive, RFC 9110, section 11.1

    private static final String ATTRIBUTE = "gioconda.operator";

    private final Operators operators;
    private final OperatorSessions sessions;
    private final Clients clients;
    private final AuditLog audit;

    OperatorLogin(Operators operators, OperatorSessions sessions, Clients clients, AuditLog audit) {
        this.operators = operators;
        this.sessions = sessions;
        this.clients = clients;
        this.audit = audit;
    }

    /** Rejects requests without a token in {@code Authorization: Bearer} and without a session. */
    void authenticate(Context context) throws IOException {
        String bearer = bearer(context.header("Authorization"));
        Optional<Operator> operator = bearer == null ? session(context) : operators.withToken(bearer);
        if (operator.isEmpty()) {
            if (bearer != null || context.cookie(COOKIE) != null) {
                audit.recordFailure(context);
            }
            context.header("WWW-Authenticate", "Bearer");
            throw new ProblemException(
                    Problem.Kind.NOT_AUTHENTICATED,
                    "The operator's token is missing or wrong; expected Authorization: Bearer TOKEN, with the token printed at the first start or by "
                            + "\"gioconda operators add NAME\", which makes a new one.");
        }
        context.attribute(ATTRIBUTE, operator.get().name());
    }

    private static @Nullable String bearer(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    /** Name of the operator of an authenticated request. */
    static String name(Context context) {
        return Objects.requireNonNull(context.<String>attribute(ATTRIBUTE), "the request is not authenticated");
    }

    /** The operator whose session's cookie the request has; empty without a session, and for a removed operator. */
    Optional<Operator> session(Context context) throws IOException {
        Optional<Operator> operator = sessions.find(context.cookie(COOKIE));
        return operator.isPresent() && operators.contains(operator.get()) ? operator : Optional.empty();
    }

    /** Opens a session and sets its cookie; false if the token is wrong. */
    boolean open(Context context, String givenToken) throws IOException {
        Optional<Operator> operator = operators.withToken(givenToken);
        if (operator.isEmpty()) {
            audit.recordFailure(context);
            return false;
        }
        context.cookie(cookie(context, sessions.open(operator.get()), (int) OperatorSessions.LIFETIME.toSeconds()));
        audit.record(context, operator.get().name(), "login");
        return true;
    }

    /** Ends the session of a request and deletes its cookie. */
    void end(Context context) throws IOException {
        session(context).ifPresent(operator -> audit.record(context, operator.name(), "logout"));
        sessions.end(context.cookie(COOKIE));
        context.cookie(cookie(context, "", 0));
    }

    private Cookie cookie(Context context, String value, int seconds) {
        Cookie cookie = new Cookie(COOKIE, value);
        String base = BasePath.of(context);
        cookie.setPath(base.isEmpty() ? "/" : base);
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(clients.secure(context));
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }
}
