package dev.gioconda.retrain;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON that the program writes for gate reports, for the golden tests. */
public final class GateReportBytes {

    private GateReportBytes() {}

    /** A report as it is stored; an entry of the promotion log has the same as {@code gate}. */
    public static ObjectNode of(RetrainResult result, String champion, String holdout) {
        return GateReports.toJson(result, champion, holdout);
    }
}
