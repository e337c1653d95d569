package dev.gioconda.weights.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A response with status 200 (the whole file), 206 (the requested range) or 416 (range not satisfiable).
 *
 * @param uri after redirects
 */
record HttpResult(URI uri, HttpResponse<?> response, InputStream body) implements Closeable {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    /** The range of a partial response: first and last byte, and the size of the whole file. */
    record ByteRange(long first, long last, long size) {}

    int status() {
        return response.statusCode();
    }

    /** The length of the body in bytes, -1 if unknown. */
    long contentLength() {
        return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    /** The strong ETag, for a conditional range request later; null if there is none. */
    @Nullable
    String etag() {
        String etag = header("ETag");
        return etag.startsWith("\"") && etag.indexOf('\n') < 0 ? etag : null;
    }

    /** The range of a 206 response. */
    ByteRange contentRange() throws IOException {
        Matcher matcher = CONTENT_RANGE.matcher(header("Content-Range"));
        if (!matcher.matches()) {
            throw new IOException("%s sends a range without a valid header (Content-Range: \"%s\")."
                    .formatted(uri, header("Content-Range")));
        }
        ByteRange byteRange = new ByteRange(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
        if (byteRange.last() < byteRange.first() || byteRange.last() >= byteRange.size()) {
            throw new IOException("%s sends bytes %d to %d of %d, which is not a valid range."
                    .formatted(uri, byteRange.first(), byteRange.last(), byteRange.size()));
        }
        return byteRange;
    }

    /** Returns this response if it can contain weights. */
    HttpResult requireUsable() throws IOException {
        String rejection = rejection();
        if (!rejection.isEmpty()) {
            close();
            throw new IOException(uri + " " + rejection);
        }
        return this;
    }

    private String rejection() {
        int status = status();
        if (status != 200 && status != 206 && status != 416) {
            return switch (status) {
                case 401, 403 -> "does not give the file away (status %d); it may want a login.".formatted(status);
                case 404, 410 -> "has no such file (status %d); try a mirror.".formatted(status);
                case 407 ->
                    "is behind a proxy that asks for a name and a password, which is not supported (status 407).";
                case 429, 500, 502, 503, 504 -> "is busy or broken (status %d); try again later.".formatted(status);
                default -> "answered with status %d, expected 200.".formatted(status);
            };
        }
        if (status != 416 && header("Content-Type").toLowerCase(Locale.ROOT).startsWith("text/html")) {
            return "sends an HTML page instead of weights; it may be a login or an error page.";
        }
        String encoding = header("Content-Encoding");
        return encoding.isEmpty() || encoding.equals("identity")
                ? ""
                : "sends the file as %s, which was not asked for.".formatted(encoding);
    }

    private String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
