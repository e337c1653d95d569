package dev.gioconda.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where training runs are written and how many threads compute. */
public final class RunOptions {

    private static final String DEFAULT_FOLDER = "runs";

    @Option(
            names = "--runs",
            paramLabel = "FOLDER",
            description = "Folder of training runs: configuration, metrics and checkpoints. Default: ${DEFAULT-VALUE}.",
            defaultValue = DEFAULT_FOLDER)
    private Path folder = Path.of(DEFAULT_FOLDER);

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    /** The folder of the runs. */
    public Path folder() {
        return folder;
    }

    /** Limits the threads if that is asked for. */
    public void applyThreads() {
        threads.apply();
    }
}
