package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gioconda ping}. */
@Command(
        name = "ping",
        description =
                "Checks whether a server on this machine is alive; exit code 1 if it is not. Intended as health check of containers without curl.",
        footer = {"  gioconda ping", "  gioconda ping --port 8080 --ready"})
public final class PingCommand extends GiocondaCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of the server. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PORT:-8080}")
    private int port;

    @Option(
            names = "--ready",
            description = "Check whether it accepts requests, which it does not while it shuts down.")
    private boolean ready;

    @Override
    protected int run() throws IOException {
        URI address = URI.create("http://127.0.0.1:%d/%s".formatted(port, ready ? "readyz" : "healthz"));
        HttpResponse<String> response;
        try {
            response = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IOException(
                    "No server responded at %s within %d seconds. Start one with \"gioconda serve --port %d\"."
                            .formatted(address, TIMEOUT.toSeconds(), port),
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
        print(Map.of("address", address.toString(), "status", response.statusCode()), response.body());
        return response.statusCode() == 200 ? ExitCode.OK : ExitCode.FAILED;
    }
}
