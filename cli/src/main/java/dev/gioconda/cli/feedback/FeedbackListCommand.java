package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.FeedbackAction;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the answers, the oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda feedback list --json --store ./store", "  gioconda feedback list --state pending"})
final class FeedbackListCommand implements Callable<Integer> {

    @Option(names = "--state", description = "Only those that are ${COMPLETION-CANDIDATES}. Default: all of them.")
    private @Nullable ReviewState state;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object an answer and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What became of an answer. */
    enum ReviewState {
        pending,
        accepted,
        rejected;

        static ReviewState of(@Nullable Decision decision) {
            return decision == null ? pending : decision.accepted() ? accepted : rejected;
        }
    }

    @Override
    public Integer call() throws IOException {
        return FeedbackAction.withLog(store, log -> {
            PrintWriter out = new PrintWriter(spec.commandLine().getOut(), false); // flushed once, not at every line
            Map<String, Decision> decisions = new Reviews(log).all();
            for (Feedback feedback : log.all()) {
                Decision decision = decisions.get(feedback.id());
                if (state == null || state == ReviewState.of(decision)) {
                    out.println(json ? JsonLines.line(asMap(feedback, decision)) : toText(feedback, decision));
                }
            }
            out.flush();
            return 0;
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
                truth == null ? "no label" : "said " + yesNo(truth),
                feedback.response().stars() == null
                        ? ""
                        : ", %d stars".formatted(feedback.response().stars()),
                feedback.consent() ? "" : ", no picture");
    }

    private static String describe(Subject subject) {
        return subject instanceof Classification prediction
                ? String.format(
                        Locale.ROOT,
                        "%s: shown %s (%.2f)",
                        prediction.attribute(),
                        yesNo(prediction.yes()),
                        prediction.probability())
                : "stylized image: preset " + ((Stylization) subject).preset();
    }

    static String yesNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    /** The record without the receipt's hash, and what was decided. */
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
