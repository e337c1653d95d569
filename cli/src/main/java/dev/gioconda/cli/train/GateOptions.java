package dev.gioconda.cli.train;

import dev.gioconda.retrain.StandardGate;
import picocli.CommandLine.Option;

/** The gate that a challenger must pass. */
final class GateOptions {

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description = "Maximum loss of accuracy, with 95 %% confidence. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.02")
    double margin;

    @Option(
            names = "--slice-margin",
            paramLabel = "SHARE",
            description =
                    "Maximum loss of accuracy in any slice, a group of images with or without an attribute. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.05")
    double sliceMargin;

    @Option(
            names = "--least-slice",
            paramLabel = "N",
            description = "Slices with fewer images are ignored. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    int minSliceSize;

    @Option(
            names = "--noise-limit",
            paramLabel = "SHARE",
            description =
                    "Do not train if more than this share of the new labels is wrong, with 95 %% confidence. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.1")
    double noiseLimit;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description =
                    "Folds of the cross-validation that checks the new labels before training; 0 for no check. Default: "
                            + "${DEFAULT-VALUE}.",
            defaultValue = "2")
    int folds;

    StandardGate toGate() {
        return new StandardGate(margin, sliceMargin, minSliceSize);
    }
}
