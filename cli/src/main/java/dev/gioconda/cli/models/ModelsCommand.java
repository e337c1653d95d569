package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.model.LocalModels;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps models in a store and says which of them answers.",
            "Without a command it lists all there are: the embedded one, those trained here, and those in the store."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda models",
            "  gioconda models add compact                               a version trained here, into ./store",
            "  gioconda models promote compact 20261124-101500 --why \"the first one\"",
            "  gioconda models history compact --at 2026-11-24T14:03     which one answered then?",
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
public final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object a model and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ModelPrinter printer =
                new ModelPrinter(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        printer.print(JsonLines.tree(ModelFiles.manifest(LocalModels.embedded())), "embedded", false);
        for (Manifest manifest : models.localModels().versions()) {
            printer.print(JsonLines.tree(manifest), models.folder.toString(), false);
        }
        boolean allValid = true;
        if (store.isPresent()) {
            try (ObjectStore objectStore = store.open()) {
                allValid = printer.print(objectStore, store.registry(objectStore), "");
            }
        }
        printer.out().flush();
        return allValid ? 0 : ExitCode.FAILED;
    }
}
