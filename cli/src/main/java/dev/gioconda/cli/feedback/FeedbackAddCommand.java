package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.face.Framing;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.SettingsJson;
import dev.gioconda.feedback.Stylization;
import dev.gioconda.feedback.Subject;
import dev.gioconda.feedback.Submission;
import dev.gioconda.image.codec.PngText;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.style.checkpoint.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda feedback add}. */
@Command(
        name = "add",
        description =
                "Records the feedback of a person on a prediction or a stylized image, and prints a receipt with which the person can delete it.",
        footer = {
            "  gioconda feedback add face.jpg --model smile/20261124-101500 --probability 0.81 --said wrong --consent",
            "  gioconda feedback add face.jpg --model smile/20261124-101500 --probability 0.48 --label yes --consent --client 7f3a",
            "  gioconda feedback add painted.png --stars 4 --client 7f3a      of \"style --embed-settings\""
        })
final class FeedbackAddCommand extends GiocondaCommand {

    private static final int PNG_FIRST_BYTE = 0x89; // PNG is the only format with embedded settings

    @Parameters(paramLabel = "IMAGE", description = "The image that was classified or stylized.")
    private Path image = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "NAME/VERSION",
            description = "The version that made the prediction. Required, except for an image with embedded settings.")
    private @Nullable String model;

    @Option(
            names = "--attribute",
            paramLabel = "NAME",
            description = "The attribute that was predicted. Default: ${DEFAULT-VALUE}.",
            defaultValue = "Smiling")
    private String attribute = "Smiling";

    @Option(
            names = "--probability",
            paramLabel = "P",
            description =
                    "The predicted probability of the attribute, 0 to 1, as shown to the person. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.5")
    private double probability;

    @Option(
            names = "--answer",
            paramLabel = "yes|no",
            description =
                    "The predicted label, as shown to the person. Default: yes if the probability is 0.5 or more.")
    private @Nullable YesNo answer;

    @Option(names = "--said", paramLabel = "right|wrong", description = "The person's verdict on the prediction.")
    private Response.@Nullable Verdict verdict;

    @Option(names = "--label", paramLabel = "yes|no", description = "The correct label, according to the person.")
    private @Nullable YesNo label;

    @Option(names = "--stars", paramLabel = "1-5", description = "The person's rating of a stylized image.")
    private @Nullable Integer stars;

    @Option(names = "--reason", paramLabel = "TEXT", description = "The person's reason, free text.")
    private @Nullable String reason;

    @Option(
            names = "--settings",
            paramLabel = "JSON",
            description =
                    "The settings of the stylized image, a JSON object. Default: those that \"style --embed-settings\" embedded in it.")
    private @Nullable String settings;

    @Option(
            names = "--consent",
            description =
                    "The person agreed that the image is stored and used for training. Without it only the feedback is stored.")
    private boolean consent;

    @Option(
            names = "--keep-days",
            paramLabel = "DAYS",
            description = "Days after which feedback and image expire. Default: ${DEFAULT-VALUE}.",
            defaultValue = "365")
    private int keepDays;

    @Option(
            names = "--client",
            paramLabel = "ID",
            description =
                    "An id that distinguishes persons; only a pseudonym of it is stored. Default: ${DEFAULT-VALUE}.",
            defaultValue = "unknown")
    private String client = "unknown";

    @Option(
            names = "--framing",
            description = "The framing of the face in the image: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "PHOTO")
    private Framing framing = Framing.PHOTO;

    @Mixin
    private StoreOptions store = new StoreOptions();

    /** A label on the command line. */
    enum YesNo {
        yes,
        no
    }

    @Override
    protected int run() throws IOException {
        Submission submission = UsageException.asUsageError(this::toSubmission);
        return store.use(objectStore -> {
            byte[] bytes = Files.readAllBytes(image);
            if (submission.subject() instanceof Classification classification) {
                requireVersion(classification.model(), store.registry(objectStore));
            }
            Receipt receipt = new FeedbackLog(objectStore, Clock.systemUTC()).add(bytes, submission);
            Map<String, String> receiptFields = new LinkedHashMap<>();
            receiptFields.put("id", receipt.id());
            receiptFields.put("receipt", receipt.toString());
            print(receiptFields, receipt.toString());
            return ExitCode.OK;
        });
    }

    /** Rejects feedback on a prediction of a version that is neither in the store nor embedded: no retraining could use it. */
    private static void requireVersion(String model, ModelRegistry registry) throws IOException {
        boolean stored =
                registry.versions().stream().anyMatch(id -> id.toString().equals(model));
        if (!stored && !Classifier.load(LocalModels.embedded()).manifest().id().equals(model)) {
            throw new IOException(
                    "There is no version %s in the store. \"gioconda models list\" lists the versions; \"classify --json\" prints the one that made a prediction."
                            .formatted(model));
        }
    }

    /** The settings embedded in the image. */
    private Optional<RatedSettings> readGenerationSettings() throws IOException {
        try (InputStream in = Files.newInputStream(image)) {
            if (in.read() != PNG_FIRST_BYTE) {
                return Optional.empty();
            }
        }
        Optional<String> embeddedJson = PngText.read(image, Provenance.KEYWORD);
        return embeddedJson.isEmpty()
                ? Optional.empty()
                : Optional.of(RatedSettings.of(Provenance.parse(embeddedJson.get(), image.toString())));
    }

    private UsageException missingModel() {
        return new UsageException(
                "Missing required option: '--model=NAME/VERSION'. It can be omitted only with --stars for an image with embedded settings; %s has none."
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
