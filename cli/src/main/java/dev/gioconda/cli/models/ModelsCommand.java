package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.model.LocalModels;
import dev.gioconda.model.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gioconda models}. */
@Command(
        name = "models",
        description = {
            "Stores model versions and promotes one of each model to be its champion, the version that is served.",
            "Without a command it lists all models: the embedded one, those trained on this machine, and those in the store."
        },
        footer = {
            "  gioconda models",
            "  gioconda models add compact                               add a version trained on this machine to ./store",
            "  gioconda models promote compact 20261124-101500 --why \"the first one\"",
            "  gioconda models history compact --at 2026-11-24T14:03     which version was the champion then?",
            "  gioconda models list --store s3://bucket/prefix --json"
        },
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsDiffCommand.class,
            ModelsAddCommand.class,
            ModelsPromoteCommand.class,
            ModelsRollbackCommand.class,
            ModelsHistoryCommand.class,
            ModelsExportCommand.class,
            ModelsVerifyCommand.class,
            ModelsGcCommand.class
        })
public final class ModelsCommand extends GiocondaCommand {

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        ModelPrinter printer = new ModelPrinter(output());
        printer.print(JsonLines.tree(ModelFiles.manifest(LocalModels.embedded())), "embedded", false);
        boolean allValid = true;
        for (Path version : models.localModels().versionFolders()) {
            try {
                printer.print(
                        JsonLines.tree(ModelFiles.manifest(version)),
                        models.folder().toString(),
                        false);
            } catch (IOException damaged) {
                allValid = false;
                printError(TerminalText.withoutControls(Failures.messageOf(damaged)));
            }
        }
        if (store.isPresent()) {
            allValid &= store.use(objectStore -> printer.print(objectStore, store.registry(objectStore), ""));
        }
        return allValid ? ExitCode.OK : ExitCode.FAILED;
    }
}
