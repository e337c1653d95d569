package dev.gioconda.cli.weights;

import dev.gioconda.weights.fetch.OfficialFile;
import java.io.PrintWriter;

/** What a user has to know before a file is downloaded or imported: its license, and what its training data allow. */
final class LicenseNotice {

    private LicenseNotice() {}

    /** Prints both, a line each. */
    static void print(PrintWriter err, OfficialFile file) {
        err.printf("%s: license: %s%n", file.id(), license(file));
        err.printf("%s: trained on: %s%n", file.id(), trainingData(file));
        err.flush();
    }

    static String license(OfficialFile file) {
        return file.license().isEmpty() ? "not stated" : file.license();
    }

    static String trainingData(OfficialFile file) {
        return file.trainingData().isEmpty() ? "not stated" : file.trainingData();
    }
}
