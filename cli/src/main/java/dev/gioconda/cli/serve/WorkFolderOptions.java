package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.StoreOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The work folder of a server. */
final class WorkFolderOptions {

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description =
                    "Local folder for checkpoints, uploaded images and the hashes of operator tokens. Default: .gioconda-server in the folder of a local "
                            + "store, else in the working directory.")
    private @Nullable Path work;

    Path folder(StoreOptions store) {
        return work == null ? store.localFolder().resolve(".gioconda-server") : work;
    }
}
