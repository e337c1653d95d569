package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.server.http.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The data and recipe with which an operator retrains on the server's page. */
final class ServerRetrainOptions {

    @Option(
            names = "--retrain-data",
            paramLabel = "SET[,SET]",
            description =
                    "Base data of retraining on the operator page, as --data of \"retrain\"; its test part is the frozen hold-out. Default: none, which disables retraining on the page.",
            defaultValue = "${env:GIOCONDA_RETRAIN_DATA}")
    private @Nullable String data;

    @Option(
            names = "--retrain-rename",
            paramLabel = "SET:ATTRIBUTE=NAME",
            split = ",",
            description = "Renames an attribute of one data set. Repeatable.",
            defaultValue = "${env:GIOCONDA_RETRAIN_RENAME}")
    private List<String> renames = new ArrayList<>();

    @Option(
            names = "--retrain-protocol",
            description = "Split protocol: ${COMPLETION-CANDIDATES}; see \"train --help\". Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_RETRAIN_PROTOCOL:-own}")
    private DataOptions.ProtocolOption protocol = DataOptions.ProtocolOption.own;

    @Option(
            names = "--retrain-split-seed",
            paramLabel = "SEED",
            description = "Seed of the split. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_RETRAIN_SPLIT_SEED:-1}")
    private long splitSeed = 1;

    @Option(
            names = "--retrain-set",
            paramLabel = "KEY=VALUE",
            description = "Changes one setting of the champion's recipe, such as training.epochs=5. Repeatable.")
    private List<String> changes = new ArrayList<>();

    @Option(
            names = "--retrain-holdout",
            paramLabel = "NAME",
            description = "Name of the frozen hold-out. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_RETRAIN_HOLDOUT:-holdout}")
    private String holdout = "holdout";

    ServerSettings.@Nullable RetrainDefaults toSettings() {
        String dataSets = data;
        return dataSets == null || dataSets.isBlank()
                ? null
                : new ServerSettings.RetrainDefaults(
                        new DataChoice(dataSets, renames, protocol.toDataProtocol(), 0, 0, splitSeed),
                        changes,
                        holdout);
    }
}
