package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.FeedbackAction;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.SettingsJson;
import dev.gioconda.feedback.Stylization;
import dev.gioconda.feedback.Subject;
import dev.gioconda.feedback.Submission;
import dev.gioconda.image.codec.PngText;
import dev.gioconda.image.face.Framing;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.style.checkpoint.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
            "  gioconda feedback add painted.png --stars 4 --client 7f3a      painted with --settings"
        })
final class FeedbackAddCommand implements Callable<Integer> {

    private static final int PNG_FIRST_BYTE = 0x89; // the first byte of the one format that carries settings

    @Parameters(paramLabel = "IMAGE", description = "The picture that was shown, JPEG or PNG.")
    private Path image = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "NAME/VERSION",
            description = "The version that answered. Required, but for a painting with settings.")
    private @Nullable String model;

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
    private Response.@Nullable Verdict verdict;

    @Option(names = "--label", paramLabel = "yes|no", description = "The right label, as the person said.")
    private @Nullable YesNo label;

    @Option(names = "--stars", paramLabel = "1-5", description = "Of a stylised picture.")
    private @Nullable Integer stars;

    @Option(names = "--reason", description = "In the person's words.")
    private @Nullable String reason;

    @Option(
            names = "--settings",
            paramLabel = "JSON",
            description =
                    "What made the stylised picture, a JSON object. Default: what \"style --settings\" wrote into it.")
    private @Nullable String settings;

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
        Submission submission = UsageException.asUsageError(this::toSubmission);
        return FeedbackAction.withLog(store, log -> {
            Receipt receipt = log.add(Files.readAllBytes(image), submission);
            Map<String, String> receiptFields = new LinkedHashMap<>();
            receiptFields.put("id", receipt.id());
            receiptFields.put("receipt", receipt.toString());
            spec.commandLine().getOut().println(json ? JsonLines.line(receiptFields) : receipt.toString());
            spec.commandLine().getOut().flush();
            return 0;
        });
    }

    /** What the picture says of itself. */
    private Optional<RatedSettings> readGenerationSettings() throws IOException {
        try (InputStream in = Files.newInputStream(image)) {
            if (in.read() != PNG_FIRST_BYTE) {
                return Optional.empty();
            }
        }
        Optional<String> json = PngText.read(image, Provenance.KEYWORD);
        return json.isEmpty()
                ? Optional.empty()
                : Optional.of(RatedSettings.of(Provenance.parse(json.get(), image.toString())));
    }

    private UsageException missingModel() {
        return new UsageException(
                "Missing required option: '--model=NAME/VERSION'; only a painting with settings says itself what made it (%s has none)."
                        .formatted(image));
    }

    private Submission toSubmission() throws IOException {
        YesNo correctLabel = label;
        YesNo shownAnswer = answer;
        Optional<RatedSettings> generationSettings =
                stars != null && settings == null ? readGenerationSettings() : Optional.empty();
        String settingsJson = settings != null
                ? settings
                : generationSettings.map(RatedSettings::toJson).orElse(SettingsJson.EMPTY);
        Subject subject = model == null
                ? new Stylization(
                        generationSettings.orElseThrow(this::missingModel).preset())
                : new Classification(
                        model,
                        attribute,
                        probability,
                        shownAnswer == null ? probability >= 0.5 : shownAnswer == YesNo.yes);
        return new Submission(
                framing,
                subject,
                new Response(
                        verdict,
                        correctLabel == null ? null : (Boolean) (correctLabel == YesNo.yes),
                        stars,
                        reason,
                        SettingsJson.validate(settingsJson)),
                consent,
                Duration.ofDays(keepDays),
                client);
    }
}
