package dev.gioconda.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
 * Where a training leaves its traces: {@code config.toml} (the resolved recipe), {@code run.json} (the data),
 * {@code metrics.jsonl} (a line an epoch) and {@code checkpoints/}.
 *
 * @param folder such as {@code runs/20261124-101500-compact}
 */
public record RunFolder(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What a training was started with, so that it can be resumed.
     *
     * @param name of the model
     * @param started {@code yyyyMMdd-HHmmss} in UTC, which becomes the model's version
     * @param data what the command line said of the data, by option
     */
    public record RunInfo(String name, String started, Map<String, String> data) {}

    /**
     * A new folder with the recipe and the job written down.
     *
     * @param recipe as TOML, see {@link Recipes}
     */
    public static RunFolder create(Path runs, RunInfo info, String recipe) throws IOException {
        RunFolder run = new RunFolder(runs.resolve(info.started() + "-" + info.name()));
        Files.createDirectories(runs);
        try {
            Files.createDirectory(run.folder);
        } catch (FileAlreadyExistsException taken) {
            throw new IOException(
                    "%s is there already; a run is never started twice. Start again in a second, or under another --name."
                            .formatted(run.folder),
                    taken);
        }
        Files.writeString(run.config(), recipe);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(run.folder.resolve("run.json").toFile(), info);
        return run;
    }

    /** The time now, as versions and run folders are named. */
    public static String timestamp() {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
    }

    /** What the training ran on. */
    public RunInfo info() throws IOException {
        Path file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "%s is no run: it has no run.json. Runs lie in runs/<time>-<name>.".formatted(folder));
        }
        return JSON.readValue(file.toFile(), RunInfo.class);
    }

    /** The resolved recipe. */
    public Path config() {
        return folder.resolve("config.toml");
    }

    /** Where checkpoints lie. */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** Writes the whole history, a line an epoch, whenever one ends; a resumed run writes no line twice. */
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
                    throw new java.io.UncheckedIOException("The metrics could not be written to " + folder, failed);
                }
            }
        };
    }
}
