package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.server.operator.Operators;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda operators add}. */
@Command(
        name = "add",
        description =
                "Adds an operator and prints the token, which is not shown again. Run it as the user of the server, with the --store and --work of \"serve\".",
        footer = {"  gioconda operators add lisa"})
final class OperatorsAddCommand extends GiocondaCommand {

    @Parameters(
            paramLabel = "NAME",
            description = "The name for the logs: letters (A to Z), digits, \".\", \"_\" and \"-\".")
    private String name = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private WorkFolderOptions work = new WorkFolderOptions();

    @Override
    protected int run() throws IOException {
        Operators operators = new Operators(work.folder(store));
        String token = UsageException.asUsageError(() -> operators.add(name));
        Map<String, String> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("token", token);
        err().printf("Operator token of %s, which is not shown again:%n", name);
        err().flush();
        print(line, token);
        return ExitCode.OK;
    }
}
