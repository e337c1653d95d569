package dev.gioconda.server.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests pages and everything to which they link: pages, forms, images, style sheets, scripts and paths in JSON. */
final class LinkWalkFixture {

    private static final Pattern HTML = Pattern.compile("\\b(?:href|src|action|data-example)=\"([^\"]+)\"");
    private static final Pattern SCRIPT = Pattern.compile("from '(\\./[^']+)'");
    private static final Pattern JSON = Pattern.compile("\"(/[^\"]+)\"");

    private final HttpClient client;
    private final Map<String, Integer> statuses = new TreeMap<>(); // by path
    private final Deque<URI> open = new ArrayDeque<>();

    LinkWalkFixture(HttpClient client) {
        this.client = client;
    }

    /** Follows all links from here; returns the status of every path that was requested. */
    Map<String, Integer> walk(URI... starts) throws IOException, InterruptedException {
        open.addAll(List.of(starts));
        while (!open.isEmpty()) {
            visit(open.pop());
        }
        return statuses;
    }

    private void visit(URI address) throws IOException, InterruptedException {
        if (statuses.containsKey(address.getPath())) {
            return;
        }
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(address)
                        .header("Accept", "text/html,*/*")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        statuses.put(address.getPath(), response.statusCode());
        response.headers().firstValue("Location").ifPresent(location -> open.push(address.resolve(location)));
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("text/html")) {
            addLinks(HTML, response, address);
        } else if (type.contains("javascript")) {
            addLinks(SCRIPT, response, address);
        } else if (type.contains("json")) {
            addLinks(JSON, response, address);
        }
    }

    private void addLinks(Pattern pattern, HttpResponse<byte[]> response, URI address) {
        Matcher links = pattern.matcher(new String(response.body(), StandardCharsets.UTF_8));
        while (links.find()) {
            if (!links.group(1).startsWith("data:")) {
                open.push(address.resolve(links.group(1)));
            }
        }
    }
}
