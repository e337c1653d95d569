package dev.gioconda.cli.command;

import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads compute. */
public final class ThreadOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the computation; 0 for one per core, the default.")
    private @Nullable Integer threads;

    /** Limits the threads of libtorch if that is asked for. */
    public void apply() {
        apply(0);
    }

    /** Limits the threads of libtorch to the number given, else to the default; 0 is no limit. */
    public void apply(int defaultThreads) {
        Integer given = threads;
        int count = given == null ? defaultThreads : given;
        if (count > 0) {
            torch.set_num_threads(count);
        }
    }
}
