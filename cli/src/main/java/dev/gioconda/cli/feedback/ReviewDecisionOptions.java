package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.AuthorOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.OutputOptions;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.Decision;
import dev.gioconda.feedback.Reviews;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which feedback is decided on, by whom, and in which store. */
final class ReviewDecisionOptions {

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "Ids of feedback; @FILE reads them from a file, one per line.")
    private List<String> ids = List.of();

    @Mixin
    private AuthorOptions by = new AuthorOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    /**
     * Accepts or rejects all; an id that is invalid or unknown does not stop the others.
     *
     * @return the exit code
     */
    int decideAll(boolean accepted, OutputOptions output) throws IOException {
        return store.useFeedback(log -> {
            int failures = 0;
            for (String id : ids) {
                try {
                    Decision decision = new Reviews(log).decide(id, accepted, by.author());
                    output.print(decision, id + (accepted ? " accepted" : " rejected"));
                } catch (IOException | IllegalArgumentException failed) {
                    failures++;
                    output.printError(Failures.messageOf(failed));
                }
            }
            return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
        });
    }
}
