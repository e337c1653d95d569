package dev.gioconda.weights.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks servers for files and parts of files; whatever is not such a file is an error in a sentence. */
public final class WeightHttpClient {

    private static final int MAX_REDIRECTS = 5;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client;
    private final Duration idleTimeout;

    private WeightHttpClient(ProxySelector proxies, Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // followed here, with reasons
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(proxies)
                .build();
    }

    /**
     * Through the proxies that the environment and the Java machine name.
     *
     * @param idleTimeout how long nothing may come before a transfer counts as cut off
     */
    public static WeightHttpClient fromEnvironment(Map<String, String> environment, Duration idleTimeout) {
        ProxySelector systemProxies =
                Objects.requireNonNullElse(ProxySelector.getDefault(), HttpClient.Builder.NO_PROXY);
        return new WeightHttpClient(new EnvironmentProxySelector(environment, systemProxies), idleTimeout);
    }

    /**
     * Asks for a file.
     *
     * @param range which bytes, such as {@code 8-1023} or {@code 1024-}; null for all
     * @param etag the ETag the file must still have for the range to be of use; null for any
     */
    HttpResult get(URI address, @Nullable String range, @Nullable String etag) throws IOException {
        URI uri = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response = send(uri, range, etag);
            int status = response.statusCode();
            if (status < 300 || status >= 400) {
                return new HttpResult(uri, response, new IdleTimeoutStream(response.body(), idleTimeout))
                        .requireUsable();
            }
            response.body().close();
            uri = redirectTarget(uri, response);
        }
        throw new IOException("%s redirects more than %d times.".formatted(address, MAX_REDIRECTS));
    }

    private HttpResponse<InputStream> send(URI uri, @Nullable String range, @Nullable String etag) throws IOException {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(uri).timeout(idleTimeout).header("User-Agent", "gioconda");
            if (range != null) {
                request.header("Range", "bytes=" + range);
                if (etag != null) {
                    request.header("If-Range", etag);
                }
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("The call was interrupted.", stopped);
        } catch (HttpTimeoutException slow) {
            throw new IOException("%s did not answer within %d s.".formatted(uri, idleTimeout.toSeconds()), slow);
        } catch (ConnectException unreachable) {
            throw new IOException(
                    "%s cannot be reached; is there a network, or a proxy to name in https_proxy?".formatted(uri),
                    unreachable);
        } catch (IOException | IllegalArgumentException broken) {
            throw new IOException(
                    "%s gave no answer that can be read (%s).".formatted(uri, broken.getMessage()), broken);
        }
    }

    private static URI redirectTarget(URI from, HttpResponse<?> response) throws IOException {
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("%s redirects without saying where.".formatted(from)));
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException malformed) {
            throw new IOException(
                    "%s redirects to \"%s\", which is not an address.".formatted(from, location), malformed);
        }
        boolean secure = "https".equalsIgnoreCase(to.getScheme());
        boolean plain = "http".equalsIgnoreCase(to.getScheme()) && "http".equalsIgnoreCase(from.getScheme());
        if (!secure && !plain) {
            throw new IOException("%s redirects to %s, which is not followed: it is not https.".formatted(from, to));
        }
        return to;
    }
}
