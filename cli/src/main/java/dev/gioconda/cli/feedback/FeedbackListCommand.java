package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.Decision;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.feedback.Stylization;
import dev.gioconda.feedback.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda feedback list}. */
@Command(
        name = "list",
        description = "Lists feedback, the oldest first.",
        footer = {"  gioconda feedback list --json --store ./store", "  gioconda feedback list --state pending"})
final class FeedbackListCommand extends GiocondaCommand {

    @Option(names = "--state", description = "Only feedback in this state: ${COMPLETION-CANDIDATES}. Default: all.")
    private @Nullable ReviewState state;

    @Mixin
    private StoreOptions store = new StoreOptions();

    /** The state of the review. */
    enum ReviewState {
        pending,
        accepted,
        rejected;

        static ReviewState of(@Nullable Decision decision) {
            return decision == null ? pending : decision.accepted() ? accepted : rejected;
        }
    }

    @Override
    protected int run() throws IOException {
        return store.useFeedback(log -> {
            PrintWriter out = new PrintWriter(out(), false); // flushed once, not per line
            Map<String, Decision> decisions = new Reviews(log).all();
            for (Feedback feedback : log.all()) {
                Decision decision = decisions.get(feedback.id());
                if (state == null || state == ReviewState.of(decision)) {
                    out.println(json() ? JsonLines.line(asMap(feedback, decision)) : toText(feedback, decision));
                }
            }
            out.flush();
            return ExitCode.OK;
        });
    }

    private static String toText(Feedback feedback, @Nullable Decision decision) {
        Boolean truth = feedback.truth();
        return String.format(
                Locale.ROOT,
                "%s  %-8s  %s, %s%s%s",
                feedback.id(),
                ReviewState.of(decision),
                describe(feedback.shown().subject()),
                truth == null ? "no label" : "label " + yesNo(truth),
                feedback.response().stars() == null
                        ? ""
                        : ", %d stars".formatted(feedback.response().stars()),
                feedback.consent() ? "" : ", no image");
    }

    private static String describe(Subject subject) {
        return subject instanceof Classification prediction
                ? String.format(
                        Locale.ROOT,
                        "%s: predicted %s (%.2f)",
                        prediction.attribute(),
                        yesNo(prediction.yes()),
                        prediction.probability())
                : "stylized image: preset " + ((Stylization) subject).preset();
    }

    static String yesNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    /** The record without the hash of its receipt, with the decision. */
    static Map<String, @Nullable Object> asMap(Feedback feedback, @Nullable Decision decision) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", feedback.id());
        map.put("time", feedback.time());
        map.put("state", ReviewState.of(decision).name());
        map.put("by", decision == null ? null : decision.reviewer());
        map.put("decided", decision == null ? null : decision.time());
        map.put("truth", feedback.truth());
        map.put("shown", feedback.shown());
        map.put("said", feedback.response());
        map.put("consent", feedback.consent());
        map.put("expires", feedback.expires());
        map.put("client", feedback.client());
        return map;
    }
}
