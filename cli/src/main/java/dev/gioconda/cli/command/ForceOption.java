package dev.gioconda.cli.command;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether an existing file of another program is replaced. */
public final class ForceOption {

    @Option(
            names = "--force",
            description =
                    "Replace an existing output file even if it is not an image as this program writes them. An input is never replaced.")
    private boolean force;

    /** The check of outputs that such an option allows. */
    public OutputCheck check(Collection<Path> inputs) {
        return new OutputCheck(List.copyOf(inputs), force);
    }
}
