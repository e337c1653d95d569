package dev.gioconda.cli.style;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
import dev.gioconda.style.checkpoint.StyleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is kept of a painting, while it is painted and afterwards. */
final class StyleRunOptions {

    @Option(
            names = "--output",
            paramLabel = "FILE|FOLDER",
            description =
                    "Where the picture goes, as PNG; a folder where --content is one. Default: painting.png or paintings.")
    private @Nullable Path output;

    @Option(
            names = "--preview",
            paramLabel = "FILE",
            description = "Where the picture so far is written every few seconds, to be watched.")
    private @Nullable Path preview;

    @Option(
            names = "--settings",
            description =
                    "Write into the PNG what it was made of, and how: settings, file names and hashes. --from reads them.")
    private boolean settings;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description = "Where the state of the painting is saved, to go on after an interruption.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            description = "How often. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30")
    private double checkpointSeconds = 30;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description = "Go on with what --checkpoint saved there, with the same pictures and settings.")
    private @Nullable Path resume;

    @Option(names = "--json", description = "Print losses and times as one JSON object.")
    private boolean json;

    /** Where the result goes. */
    Path output(String defaultPath) {
        Path chosenPath = output;
        return chosenPath == null ? Path.of(defaultPath) : chosenPath;
    }

    /** Where the picture so far goes; null for nowhere. */
    @Nullable
    Path preview() {
        return preview;
    }

    /** Whether settings are written into the picture. */
    boolean settings() {
        return settings;
    }

    /** Whether results are printed for programs. */
    boolean json() {
        return json;
    }

    /** Whether one painting's state is asked for, which a batch has not. */
    boolean usesCheckpoints() {
        return checkpoint != null || resume != null;
    }

    /** The run with checkpoints if a folder for them is given. */
    StyleRun withCheckpoints(StyleRun run) throws IOException {
        Path folder = checkpoint != null ? checkpoint : resume;
        if (checkpoint != null && resume != null && !checkpoint.equals(resume)) {
            throw new UsageException(
                    "--checkpoint is %s and --resume %s; give one of them, for --resume saves in its own folder."
                            .formatted(checkpoint, resume));
        }
        if (!(checkpointSeconds >= 0)) {
            throw new UsageException(
                    "--checkpoint-every is %s; expected 0 or more seconds.".formatted(checkpointSeconds));
        }
        if (folder == null) {
            return run;
        }
        if (resume != null && !Files.isDirectory(resume)) {
            throw new UsageException("There is no folder %s to go on with; --checkpoint makes one.".formatted(resume));
        }
        return run.withCheckpoints(folder, checkpointSeconds);
    }

    /** Where to go on; null for the beginning. */
    @Nullable
    Snapshot resumeSnapshot(@Nullable StyleCheckpoints checkpoints) throws IOException {
        if (resume == null || checkpoints == null) {
            return null;
        }
        return checkpoints
                .loadLatest()
                .orElseThrow(() -> new IOException(
                        "There is no checkpoint in %s; the painting was stopped before its first one. Paint it with --checkpoint %s."
                                .formatted(resume, resume)));
    }
}
