package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Checks whether this machine, the store and the port are as \"serve\" needs them, and says what to do where they are not.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda doctor", "  gioconda doctor --store s3://bucket/gioconda --port 80 --json"})
public final class DoctorCommand implements Callable<Integer> {

    private static final long MIN_MEMORY = 2L << 30;
    private static final long MIN_DISK = 1L << 30;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--host",
            description = "Where \"serve\" is to listen. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_HOST:-127.0.0.1}")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "${env:GIOCONDA_PORT:-8080}")
    private int port;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Whose champion is to answer. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODEL:-" + LocalModels.EMBEDDED + "}")
    private String model = LocalModels.EMBEDDED;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private int failures;

    /** Finds out; throws with a sentence what is wrong. */
    @FunctionalInterface
    private interface HealthCheck {
        String run() throws IOException;
    }

    @Override
    public Integer call() {
        check("java", () -> "%s, %s".formatted(Runtime.version(), System.getProperty("os.arch")));
        check("engine", DoctorCommand::engine);
        check("memory", DoctorCommand::memory);
        check("network", DoctorCommand::embeddedModel);
        check("store", this::store);
        check("model", this::champion);
        check("disk", this::disk);
        check("port", this::port);
        return failures == 0 ? 0 : ExitCode.FAILED;
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
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("check", name);
            line.put("well", passed);
            line.put("finding", finding);
            out.println(JsonLines.line(line));
        } else {
            out.printf("%-5s %-8s %s%n", passed ? "well" : "ILL", name, finding);
        }
        out.flush();
    }

    private static String engine() {
        return "libtorch on %d cores; products in %s where \"auto\" is asked for"
                .formatted(torch.get_num_threads(), Precision.detect().name().toLowerCase(Locale.ROOT));
    }

    private static String memory() throws IOException {
        long bytes = Pointer.totalPhysicalBytes();
        if (bytes < MIN_MEMORY) {
            throw new IOException("This machine has %.1f GiB of memory; the server needs 2 GiB or more."
                    .formatted(bytes / (double) (1 << 30)));
        }
        return "%.1f GiB, of which Java takes up to %.1f"
                .formatted(bytes / (double) (1 << 30), Runtime.getRuntime().maxMemory() / (double) (1 << 30));
    }

    private static String embeddedModel() throws IOException {
        return "the embedded model loads: "
                + Classifier.load(LocalModels.embedded()).manifest().id();
    }

    private String store() throws IOException {
        try (ObjectStore objectStore = store.open()) {
            String key = "doctor/" + Tokens.hex(8) + ".txt";
            byte[] payload = "well?".getBytes(StandardCharsets.UTF_8);
            if (!objectStore.create(key, ObjectContent.of(payload))
                    || objectStore.create(key, ObjectContent.of(payload))) {
                throw new IOException(
                        "%s lets two writers create the same object; nothing may be promoted there. Use a store with If-None-Match."
                                .formatted(objectStore));
            }
            Optional<byte[]> stored = objectStore.get(key);
            boolean deleted = objectStore.delete(key);
            if (stored.isEmpty() || !Arrays.equals(stored.get(), payload) || !deleted) {
                throw new IOException("%s does not give back what was put there.".formatted(objectStore));
            }
            return objectStore + " creates, reads and deletes";
        }
    }

    private String champion() throws IOException {
        try (ObjectStore objectStore = store.open()) {
            ModelRegistry registry = store.registry(objectStore);
            Optional<VersionId> champion = registry.champion(model);
            if (champion.isPresent()) {
                registry.verify(champion.get());
                return champion.get() + " answers; its files are whole";
            }
            if (model.equals(LocalModels.EMBEDDED)) {
                return "none was promoted; the embedded one answers";
            }
            throw new IOException("No version of \"%s\" was promoted in %s. Say \"gioconda models promote %s VERSION\"."
                    .formatted(model, objectStore, model));
        }
    }

    private String disk() throws IOException {
        Path workFolder = store.localFolder().toAbsolutePath();
        Path existingFolder = workFolder;
        while (!Files.exists(existingFolder) && existingFolder.getParent() != null) {
            existingFolder = existingFolder.getParent();
        }
        if (!Files.isWritable(existingFolder)) {
            throw new IOException(
                    "%s may not be written; checkpoints of paintings belong there. Name another folder with --work."
                            .formatted(existingFolder));
        }
        long free = Files.getFileStore(existingFolder).getUsableSpace();
        if (free < MIN_DISK) {
            throw new IOException("%s has %.1f GiB left; paintings need 1 GiB or more."
                    .formatted(existingFolder, free / (double) (1 << 30)));
        }
        return "%.0f GiB free for paintings".formatted(free / (double) (1 << 30));
    }

    private String port() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return "%s:%d is free".formatted(host, socket.getLocalPort());
        } catch (IOException inUse) {
            throw new IOException(
                    "%s:%d cannot be listened at: %s. Choose another with --port, or stop what listens there."
                            .formatted(host, port, inUse.getMessage()),
                    inUse);
        }
    }
}
