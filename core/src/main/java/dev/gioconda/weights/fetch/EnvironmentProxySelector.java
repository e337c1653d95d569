package dev.gioconda.weights.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Selects the proxy from the environment variables {@code https_proxy}, {@code http_proxy} and {@code no_proxy}, then from the JVM's
 * settings ({@code -Dhttps.proxyHost=…}). Local addresses are connected directly.
 */
final class EnvironmentProxySelector extends ProxySelector {

    private final Map<String, String> environment;
    private final ProxySelector fallback;

    EnvironmentProxySelector(Map<String, String> environment, ProxySelector fallback) {
        this.environment = environment;
        this.fallback = fallback;
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        String proxy = variable(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT) + "_proxy");
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return List.of(Proxy.NO_PROXY);
        }
        if (proxy.isBlank()) {
            return fallback.select(uri);
        }
        return excluded(host) ? List.of(Proxy.NO_PROXY) : List.of(new Proxy(Proxy.Type.HTTP, address(proxy.strip())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        fallback.connectFailed(uri, address, failure);
    }

    private boolean excluded(String host) {
        return Stream.of(variable("no_proxy").split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .anyMatch(entry ->
                        entry.equals("*") || (!entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry))));
    }

    private static InetSocketAddress address(String proxy) {
        URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a proxy; expected http_proxy and https_proxy like http://proxy.example.org:3128."
                            .formatted(proxy));
        }
        return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    }

    private String variable(String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isBlank() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
    }
}
