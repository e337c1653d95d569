package dev.gioconda.cli.train;

import dev.gioconda.retrain.StandardGate;
import picocli.CommandLine.Option;

/** What a challenger must pass. */
final class GateOptions {

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description = "With 95 %% confidence the accuracy must not fall by more. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.02")
    double margin;

    @Option(
            names = "--slice-margin",
            paramLabel = "SHARE",
            description = "No group's accuracy may fall by more. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.05")
    double sliceMargin;

    @Option(
            names = "--least-slice",
            paramLabel = "N",
            description = "Groups of fewer pictures do not count. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    int minSliceSize;

    @Option(
            names = "--noise-limit",
            paramLabel = "SHARE",
            description = "Refuse when surely more of the new labels are wrong. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.1")
    double noiseLimit;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description =
                    "Networks that judge the new labels before anything is learnt from them; 0 for none. Default: "
                            + "${DEFAULT-VALUE}.",
            defaultValue = "2")
    int folds;

    StandardGate toGate() {
        return new StandardGate(margin, sliceMargin, minSliceSize);
    }
}
