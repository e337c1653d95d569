package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.recognition.MatchCalibration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
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

    /**
     * The share of pairs that count as one person where a face is compared with several persons, each of whom could match it by mistake.
     *
     * @param err receives a note where that share is lower than any that was measured
     */
    double eachOf(MatchCalibration calibration, int persons, PrintWriter err) throws IOException {
        double unused = threshold(calibration); // rejects an invalid rate
        double lowest = calibration.thresholds().get(0).falseMatchRate();
        double each = rate / Math.max(1, persons);
        if (each < lowest) {
            err.printf(
                    Locale.ROOT,
                    "With %,d persons an unknown face matches somebody at a rate of about %.2g, not %s: thresholds are known down to %s for each person.%n",
                    persons,
                    lowest * persons,
                    rate,
                    lowest);
            err.flush();
        }
        return Math.max(lowest, each);
    }
}
