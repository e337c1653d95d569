package dev.gioconda.cli.command;

import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Option;

/** How many cores compute. */
public final class ThreadOptions {

    @Option(
            names = "--threads",
            description = "Cores to compute on; 0 takes all. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private int threads;

    /** Limits the cores where that was asked for. */
    public void apply() {
        if (threads > 0) {
            torch.set_num_threads(threads);
        }
    }
}
