package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda ping}. */
@Command(
        name = "ping",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Asks a running server on this machine whether it lives; ends with 1 where it does not. It is the health check of containers, which have no curl.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda ping", "  gioconda ping --port 8080 --ready"})
public final class PingCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Option(names = "--port", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "${env:GIOCONDA_PORT:-8080}")
    private int port;

    @Option(names = "--ready", description = "Ask whether it takes requests, which it does not while it stops.")
    private boolean ready;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
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
                    "No server answers at %s within %d seconds. Start one with \"gioconda serve --port %d\"."
                            .formatted(address, TIMEOUT.toSeconds(), port),
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(response.body());
        out.flush();
        return response.statusCode() == 200 ? 0 : ExitCode.FAILED;
    }
}
