package dev.gioconda.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.settings.JsonFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The folder of a training run: {@code config.toml} (the resolved recipe), {@code run.json} (name, start and data), {@code
 * metrics.jsonl} (one line per epoch) and {@code checkpoints/}.
 *
 * @param folder such as {@code runs/20261124-101500-compact}
 */
public record RunFolder(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The parameters of a run, needed to resume it.
     *
     * @param name of the model
     * @param started {@code yyyyMMdd-HHmmss} in UTC, which becomes the model's version
     * @param data the data options by name
     */
    public record RunInfo(String name, String started, Map<String, String> data) {}

    /**
     * Creates the folder of a new run.
     *
     * @param runs the parent folder
     * @param recipe as TOML, see {@link Recipes}
     */
    public static RunFolder create(Path runs, RunInfo info, String recipe) throws IOException {
        RunFolder run = new RunFolder(runs.resolve(info.started() + "-" + info.name()));
        Files.createDirectories(runs);
        try {
            Files.createDirectory(run.folder);
        } catch (FileAlreadyExistsException taken) {
            throw new IOException(
                    "%s exists already; every run has a folder of its own. Start again after a second, or with another name."
                            .formatted(run.folder),
                    taken);
        }
        Files.writeString(run.config(), recipe);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(run.folder.resolve("run.json").toFile(), info);
        return run;
    }

    /** The current time in the format of versions and run folders. */
    public static String timestamp() {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
    }

    /** The parameters of the run. */
    public RunInfo info() throws IOException {
        Path file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "%s is not a run folder: it has no run.json. Expected a folder such as runs/<time>-<name>."
                            .formatted(folder));
        }
        return JsonFiles.read(JSON, file, RunInfo.class);
    }

    /** The resolved recipe. */
    public Path config() {
        return folder.resolve("config.toml");
    }

    /** The folder of the checkpoints. */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** A listener that rewrites {@code metrics.jsonl} with the whole history at the end of every epoch; resuming repeats no line. */
    public Consumer<Progress> metrics() {
        return progress -> {
            if (progress instanceof Progress.EpochEnd end) {
                StringBuilder lines = new StringBuilder();
                try {
                    for (EpochRecord epoch : end.state().history()) {
                        lines.append(JSON.writeValueAsString(epoch)).append('\n');
                    }
                    Files.writeString(folder.resolve("metrics.jsonl"), lines);
                } catch (IOException failed) {
                    throw new java.io.UncheckedIOException("Cannot write the metrics to " + folder, failed);
                }
            }
        };
    }
}
