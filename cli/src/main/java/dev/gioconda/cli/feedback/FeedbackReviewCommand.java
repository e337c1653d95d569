package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.AnswerGroup;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.ClientShare;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.ReviewQueue;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda feedback review}. */
@Command(
        name = "review",
        description =
                "Lists feedback that waits for a decision: uncertain predictions and contradictory labels first, near-duplicate images in one group.",
        footer = "  gioconda feedback review --limit 50")
final class FeedbackReviewCommand extends GiocondaCommand {

    private static final int MAX_CLIENTS = 3;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Number of groups to list; 0 for all. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int limit;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.useFeedback(log -> {
            ReviewQueue queue = ReviewQueue.of(log);
            PrintWriter out = out();
            List<AnswerGroup> displayed = queue.groups()
                    .subList(
                            0,
                            limit == 0
                                    ? queue.groups().size()
                                    : Math.min(limit, queue.groups().size()));
            if (json()) {
                displayed.forEach(group -> out.println(JsonLines.line(group)));
            } else {
                out.printf(
                        Locale.ROOT,
                        "%,d feedback entries pending, on %,d images.%n",
                        queue.pending(),
                        queue.groups().size());
                queue.shares().stream().limit(MAX_CLIENTS).forEach(share -> out.printf("  %s%n", describe(share)));
                displayed.forEach(group -> print(group, out));
            }
            out.flush();
            return ExitCode.OK;
        });
    }

    private static String describe(ClientShare share) {
        return String.format(
                Locale.ROOT,
                "client %s: %,d feedback entries, %.0f %%",
                share.client(),
                share.answers(),
                100 * share.share());
    }

    private static void print(AnswerGroup group, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n%s: %d yes, %d no; uncertainty %.2f, disagreement %.2f%s%n",
                group.attribute(),
                group.yes(),
                group.no(),
                group.uncertainty(),
                group.disagreement(),
                group.answers().size() > 1 ? "; most from " + describe(group.largest()) : "");
        for (Feedback answer : group.answers()) {
            Classification prediction = answer.classification().orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "  %s  predicted %s (%.2f), label %s%s%n",
                    answer.id(),
                    FeedbackListCommand.yesNo(prediction.yes()),
                    prediction.probability(),
                    FeedbackListCommand.yesNo(Boolean.TRUE.equals(answer.truth())),
                    answer.consent()
                            ? ", images/" + answer.shown().pictureHash().substring(0, 8)
                            : ", no image");
        }
    }
}
