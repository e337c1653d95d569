package dev.gioconda.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers requests that Jetty rejects before routing, such as invalid HTTP, with a {@link Problem} without details of the server. */
final class JettyErrorHandler extends ErrorHandler {

    private static final HttpField PROBLEM_JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/problem+json");
    private static final HttpField NO_SNIFF = new HttpField("X-Content-Type-Options", "nosniff");

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.getHeaders().put(PROBLEM_JSON).put(NO_SNIFF);
        response.write(true, body(code), callback);
    }

    private static ByteBuffer body(int status) {
        Problem problem = Arrays.stream(Problem.Kind.values())
                .filter(kind -> kind.status() == status)
                .findFirst()
                .map(kind -> Problem.of(kind, detail(status)))
                .orElseGet(() -> new Problem("about:blank", "The request cannot be answered", status, detail(status)));
        try {
            return ByteBuffer.wrap(HttpJson.MAPPER.writeValueAsBytes(problem));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable String detail(int status) {
        return switch (status) {
            case 400 -> "The request is not valid HTTP/1.1: its request line, its address or a header is not allowed.";
            case 414 -> "The address is too long.";
            case 431 -> "The headers are too large.";
            case 503 -> "The server is busy or stopping. Try again in a moment.";
            case 505 -> "The HTTP version is not supported; expected HTTP/1.0 or HTTP/1.1.";
            default -> null;
        };
    }
}
