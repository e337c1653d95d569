package dev.gioconda.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training runs that can be resumed. */
public final class ResumeOptions {

    @Mixin
    private RunOptions runs = new RunOptions();

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description = "Resumes the interrupted run in this folder, with its own recipe and data.")
    private @Nullable Path resumedRun;

    /** The folder of the runs. */
    public Path folder() {
        return runs.folder();
    }

    /** The run to resume; null for a new run. */
    public @Nullable Path resumedRun() {
        return resumedRun;
    }

    /** Limits the threads if that is asked for. */
    public void applyThreads() {
        runs.applyThreads();
    }
}
