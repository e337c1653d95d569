package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.FeedbackAction;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.Decision;
import dev.gioconda.feedback.Reviews;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which answers, who decides, and where they lie. */
final class ReviewDecisionOptions {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Answers; @FILE takes them from a file, one a line.")
    private List<String> ids = List.of();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who decides. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.name}")
    private String author = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object a decision and line.")
    private boolean json;

    int decideAll(boolean accepted, PrintWriter out, PrintWriter err) throws IOException {
        return FeedbackAction.withLog(store, log -> {
            int failures = 0;
            for (String id : ids) {
                try {
                    Decision decision = new Reviews(log).decide(id, accepted, author);
                    out.println(json ? JsonLines.line(decision) : id + (accepted ? " accepted" : " rejected"));
                } catch (IOException | IllegalArgumentException failed) {
                    failures++;
                    err.println(Failures.messageOf(failed));
                }
                out.flush();
            }
            return failures == 0 ? 0 : ExitCode.FAILED;
        });
    }
}
