package dev.gioconda.cli.serve;

import dev.gioconda.server.http.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The names and the path under which browsers may use the server. */
final class SiteOptions {

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Names under which the public pages and the API are served; requests to other hosts get 421, except health checks. Repeatable. Default: any.",
            defaultValue = "${env:GIOCONDA_ALLOWED_HOST}")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Origins, such as https://app.example, whose pages may use the API (CORS). Repeatable. Default: none.",
            defaultValue = "${env:GIOCONDA_CORS_ORIGIN}")
    private List<String> corsOrigins = new ArrayList<>();

    @Option(
            names = "--base-path",
            paramLabel = "PATH",
            description =
                    "Path below which a proxy serves the site, such as /faces. Every link starts with it; requests may, so the proxy may remove it or not. X-Forwarded-Prefix of a trusted proxy replaces it. Default: none.",
            defaultValue = "${env:GIOCONDA_BASE_PATH}")
    private @Nullable String basePath;

    ServerSettings.Sites toSettings() {
        return new ServerSettings.Sites(allowedHosts, corsOrigins, basePath == null ? "" : basePath);
    }
}
