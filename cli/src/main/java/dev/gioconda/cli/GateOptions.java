package dev.gioconda.cli;

import dev.gioconda.retrain.Gate;
import java.util.Locale;
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
    int leastSlice;

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

    Gate gate() {
        return Gate.usual(margin, sliceMargin, leastSlice);
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "the challenger's accuracy is not lower; McNemar's one-sided test does not call it worse (p >= 0.05); with 95 %% confidence it falls "
                        + "by at most %.3f; no group of %d pictures or more falls by more than %.3f; surely not more than %.0f %% of the new labels are wrong",
                margin,
                leastSlice,
                sliceMargin,
                100 * noiseLimit);
    }
}
