package dev.gioconda.cli;

import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Said;
import dev.gioconda.feedback.Settings;
import dev.gioconda.feedback.Submission;
import dev.gioconda.image.Framing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Takes what a person said of an answer and prints the receipt that deletes it. For scripts and servers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda feedback add face.jpg --model smile/20261124-101500 --probability 0.81 --said wrong --consent",
            "  gioconda feedback add face.jpg --model smile/20261124-101500 --probability 0.48 --label yes --consent --client 7f3a",
            "  gioconda feedback add painted.png --model style --stars 4 --settings '{\"style\":\"starry-night\"}'"
        })
final class FeedbackAddCommand implements Callable<Integer> {

    @Parameters(paramLabel = "IMAGE", description = "The picture that was shown, JPEG or PNG.")
    private Path image = Path.of("");

    @Option(names = "--model", paramLabel = "NAME/VERSION", required = true, description = "The version that answered.")
    private String model = "";

    @Option(names = "--attribute", description = "What was asked. Default: ${DEFAULT-VALUE}.", defaultValue = "Smiling")
    private String attribute = "Smiling";

    @Option(
            names = "--probability",
            description = "That it holds, as the person was told, 0 to 1. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.5")
    private double probability;

    @Option(
            names = "--answer",
            paramLabel = "yes|no",
            description = "The answer that was made of it. Default: yes from a probability of 0.5 on.")
    private @Nullable YesNo answer;

    @Option(names = "--said", paramLabel = "right|wrong", description = "What the person said of the answer.")
    private Said.@Nullable Verdict said;

    @Option(names = "--label", paramLabel = "yes|no", description = "The right label, as the person said.")
    private @Nullable YesNo label;

    @Option(names = "--stars", paramLabel = "1-5", description = "Of a stylised picture.")
    private @Nullable Integer stars;

    @Option(names = "--reason", description = "In the person's words.")
    private @Nullable String reason;

    @Option(
            names = "--settings",
            paramLabel = "JSON",
            description = "What made the stylised picture, a JSON object.",
            defaultValue = Settings.NONE)
    private String settings = Settings.NONE;

    @Option(names = "--consent", description = "The person agreed that the picture is kept and learnt from.")
    private boolean consent;

    @Option(
            names = "--keep-days",
            paramLabel = "DAYS",
            description = "When record and picture go. Default: ${DEFAULT-VALUE}.",
            defaultValue = "365")
    private int keepDays;

    @Option(
            names = "--client",
            description =
                    "What tells one person from another; only a pseudonym of it is kept. Default: ${DEFAULT-VALUE}.",
            defaultValue = "unknown")
    private String client = "unknown";

    @Option(
            names = "--framing",
            description = "How the face sits in the picture: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "PHOTO")
    private Framing framing = Framing.PHOTO;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object with id and receipt.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One of two. */
    enum YesNo {
        yes,
        no
    }

    @Override
    public Integer call() throws IOException {
        Submission submission = UsageException.unlessGood(this::submission);
        return FeedbackWork.in(store, log -> {
            Receipt receipt = log.add(Files.readAllBytes(image), submission);
            Map<String, String> both = new LinkedHashMap<>();
            both.put("id", receipt.id());
            both.put("receipt", receipt.toString());
            spec.commandLine().getOut().println(json ? Json.line(both) : receipt.toString());
            spec.commandLine().getOut().flush();
            return 0;
        });
    }

    private Submission submission() {
        YesNo right = label;
        YesNo shown = answer;
        return new Submission(
                framing,
                model,
                attribute,
                probability,
                shown == null ? probability >= 0.5 : shown == YesNo.yes,
                new Said(
                        said,
                        right == null ? null : (Boolean) (right == YesNo.yes),
                        stars,
                        reason,
                        Settings.check(settings)),
                consent,
                Duration.ofDays(keepDays),
                client);
    }
}
