package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.Tokens;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda doctor}. */
@Command(
        name = "doctor",
        description =
                "Checks whether this machine, the store and the port meet the requirements of \"serve\", and prints a remedy where they do not.",
        footer = {"  gioconda doctor", "  gioconda doctor --store s3://bucket/gioconda --port 80 --json"})
public final class DoctorCommand extends GiocondaCommand {

    private static final long MIN_MEMORY = 2L << 30;
    private static final long MIN_DISK = 1L << 30;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address that \"serve\" will listen on. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_HOST:-127.0.0.1}")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port that \"serve\" will listen on. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PORT:-8080}")
    private int port;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model whose champion will be served. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODEL:-" + LocalModels.EMBEDDED + "}")
    private String model = LocalModels.EMBEDDED;

    private int failures;

    /** One check: returns what it found, or throws an exception whose message names problem and remedy. */
    @FunctionalInterface
    private interface HealthCheck {
        String run() throws IOException;
    }

    @Override
    protected int run() {
        check("java", () -> "%s, %s".formatted(Runtime.version(), System.getProperty("os.arch")));
        check("engine", DoctorCommand::engine);
        check("memory", DoctorCommand::memory);
        check("network", DoctorCommand::embeddedModel);
        check("store", this::store);
        check("model", this::champion);
        check("disk", this::disk);
        check("port", this::port);
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void check(String name, HealthCheck check) {
        String finding;
        boolean passed = true;
        try {
            finding = check.run();
        } catch (IOException | RuntimeException | LinkageError problem) {
            passed = false;
            failures++;
            finding = problem instanceof Exception failure ? Failures.messageOf(failure) : problem.toString();
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("check", name);
        line.put("well", passed);
        line.put("finding", finding);
        print(line, "%-6s %-8s %s".formatted(passed ? "ok" : "FAILED", name, finding));
    }

    private static String engine() {
        return "libtorch with %d threads; --precision auto means %s"
                .formatted(torch.get_num_threads(), Precision.detect().name().toLowerCase(Locale.ROOT));
    }

    private static String memory() throws IOException {
        long bytes = Pointer.totalPhysicalBytes();
        if (bytes < MIN_MEMORY) {
            throw new IOException("This machine has %.1f GiB of memory; the server needs at least 2 GiB."
                    .formatted(bytes / (double) (1 << 30)));
        }
        return "%.1f GiB, maximum Java heap %.1f GiB"
                .formatted(bytes / (double) (1 << 30), Runtime.getRuntime().maxMemory() / (double) (1 << 30));
    }

    private static String embeddedModel() throws IOException {
        return "the embedded model loads: "
                + Classifier.load(LocalModels.embedded()).manifest().id();
    }

    private String store() throws IOException {
        return store.use(objectStore -> {
            String key = "doctor/" + Tokens.hex(8) + ".txt";
            byte[] payload = "well?".getBytes(StandardCharsets.UTF_8);
            if (!objectStore.create(key, ObjectContent.of(payload))
                    || objectStore.create(key, ObjectContent.of(payload))) {
                throw new IOException(
                        "%s lets two writers create the same object, so promotions are not safe. Use a store that supports If-None-Match."
                                .formatted(objectStore));
            }
            Optional<byte[]> stored = objectStore.get(key);
            boolean deleted = objectStore.delete(key);
            if (stored.isEmpty() || !Arrays.equals(stored.get(), payload) || !deleted) {
                throw new IOException("%s does not return the bytes that were written.".formatted(objectStore));
            }
            return objectStore + ": create, read and delete work";
        });
    }

    private String champion() throws IOException {
        return store.use(objectStore -> {
            ModelRegistry registry = store.registry(objectStore);
            Optional<VersionId> champion = registry.champion(model);
            if (champion.isPresent()) {
                registry.verify(champion.get());
                return champion.get() + " is the champion; its files are valid";
            }
            if (model.equals(LocalModels.EMBEDDED)) {
                return "no version was promoted; the embedded model is served";
            }
            throw new IOException(
                    "No version of \"%s\" was promoted in %s. Promote one with \"gioconda models promote %s VERSION --why REASON\"."
                            .formatted(model, objectStore, model));
        });
    }

    private String disk() throws IOException {
        Path workFolder = store.localFolder().toAbsolutePath();
        Path existingFolder = workFolder;
        while (!Files.exists(existingFolder) && existingFolder.getParent() != null) {
            existingFolder = existingFolder.getParent();
        }
        if (!Files.isWritable(existingFolder)) {
            throw new IOException(
                    "No permission to write to %s, where checkpoints of style jobs are stored. Name another folder with --work of \"serve\"."
                            .formatted(existingFolder));
        }
        long free = Files.getFileStore(existingFolder).getUsableSpace();
        if (free < MIN_DISK) {
            throw new IOException("%s has %.1f GiB of free space; style jobs need at least 1 GiB."
                    .formatted(existingFolder, free / (double) (1 << 30)));
        }
        return "%.0f GiB free for style jobs".formatted(free / (double) (1 << 30));
    }

    private String port() throws IOException {
        try (ServerSocket socket = new ListenAddress(host, port, "--host", "--port").open()) {
            return "%s:%d is free".formatted(host, socket.getLocalPort());
        }
    }
}
