package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.recognition.MatchCalibration;
import java.io.IOException;
import picocli.CommandLine.Option;

/** How often different persons may be taken for one. */
final class FalseMatchRateOption {

    @Option(
            names = "--false-match-rate",
            paramLabel = "RATE",
            description =
                    "The share of pairs of different persons that count as one person; it sets the threshold of the distance. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + MatchCalibration.FALSE_MATCH_RATE)
    private double rate = MatchCalibration.FALSE_MATCH_RATE;

    double rate() {
        return rate;
    }

    /** The threshold of an embedder's distance. */
    double threshold(MatchCalibration calibration) throws IOException {
        return UsageException.asUsageError(() -> calibration.threshold(rate));
    }

    /** The threshold where a face is compared with several persons, each of whom could match it by mistake. */
    double threshold(MatchCalibration calibration, int persons) throws IOException {
        double each = Math.max(calibration.thresholds().get(0).falseMatchRate(), rate / Math.max(1, persons));
        return UsageException.asUsageError(() -> calibration.threshold(each));
    }
}
