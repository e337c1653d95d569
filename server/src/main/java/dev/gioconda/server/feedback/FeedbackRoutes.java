package dev.gioconda.server.feedback;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.face.Framing;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.DamagedRecordException;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.SettingsJson;
import dev.gioconda.feedback.Stylization;
import dev.gioconda.feedback.Submission;
import dev.gioconda.feedback.UnknownReceiptException;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobService;
import dev.gioconda.model.Classifier;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.server.classify.RecentAnswer;
import dev.gioconda.server.classify.RecentAnswers;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestBodies;
import dev.gioconda.style.recipe.TunedPresetRef;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/feedback}: stores feedback on predictions and stylized images, and deletes it by its receipt. */
public final class FeedbackRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackRoutes.class);

    /** How long feedback is stored. */
    public static final Duration RETENTION = Duration.ofDays(365);

    private final FeedbackLog log;
    private final ImageQuota quota;
    private final RecentAnswers recent;
    private final JobService jobs;
    private final RateLimiter rateLimiter;
    private final Clients clients;
    private final SubmissionLimits submissions;

    public FeedbackRoutes(
            FeedbackLog log,
            ImageQuota quota,
            RecentAnswers recent,
            JobService jobs,
            RateLimiter rateLimiter,
            Clients clients) {
        this.log = log;
        this.quota = quota;
        this.recent = recent;
        this.jobs = jobs;
        this.rateLimiter = rateLimiter;
        this.clients = clients;
        this.submissions = new SubmissionLimits(log);
    }

    public void install(RoutesConfig routes) {
        routes.post("/v1/feedback", this::create);
        routes.delete("/v1/feedback/{receipt}", this::delete);
    }

    /**
     * Feedback on a prediction, or a rating of a stylized image.
     *
     * @param answer id of the classification; null for a rating
     * @param face index of the face; null for 0
     * @param verdict {@code right} or {@code wrong}
     * @param label true label: whether the face has the attribute
     * @param job id of the style job; null for feedback on a prediction
     * @param stars rating of the stylized image, 1 to 5
     * @param reason free text
     * @param consent whether the image may be stored and used for training
     */
    public record FeedbackRequest(
            @Nullable String answer,
            @Nullable Integer face,
            @JsonProperty("said") @Nullable String verdict,
            @Nullable Boolean label,
            @Nullable String job,
            @Nullable Integer stars,
            @Nullable String reason,
            @Nullable Boolean consent) {}

    /**
     * Confirms that feedback is stored.
     *
     * @param receipt secret that deletes the feedback
     * @param days retention time, in days
     * @param kept whether the image is stored: only with consent and within the quota
     */
    record FeedbackReceipt(String receipt, int days, boolean kept) {}

    private void create(Context context) throws IOException {
        rateLimiter.consume(context);
        FeedbackRequest request = RequestBodies.json(context, FeedbackRequest.class);
        context.status(201).json(store(request, clients.address(context), clients.ownerPseudonym(context)));
    }

    /**
     * Stores feedback.
     *
     * @param address of the client; stored as a pseudonym
     * @param client the client's pseudonym on this server, for limits
     */
    private FeedbackReceipt store(FeedbackRequest request, String address, String client) throws IOException {
        if ((request.answer() == null) == (request.job() == null)) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The feedback does not name its subject; expected exactly one of answer and job. Send the id that the server returned.");
        }
        boolean kept = request.consent() != null && request.consent() && quota.hasSpace();
        int face = request.face() == null ? 0 : request.face();
        String subject = request.answer() == null ? "job/" + request.job() : request.answer() + "/" + face;
        Receipt receipt = submissions.submit(
                subject,
                client,
                () -> request.answer() != null
                        ? ofClassification(Ids.hex(request.answer()), face, request, kept, address)
                        : ofPainting(Ids.hex(String.valueOf(request.job())), request, kept, address));
        return new FeedbackReceipt(receipt.toString(), (int) RETENTION.toDays(), kept);
    }

    private Receipt ofClassification(String id, int index, FeedbackRequest request, boolean kept, String client)
            throws IOException {
        RecentAnswer result = recent.find(id);
        int face = Ids.index(String.valueOf(index), result.faces().size());
        Classifier.Prediction answer = result.faces().get(face).prediction();
        Picture shown = result.pictureOf(face);
        if (kept) {
            quota.add(3L * shown.width() * shown.height()); // RGB bytes; a PNG file is hardly larger
        }
        return log.add(
                shown,
                new Submission(
                        result.framing(),
                        new Classification(
                                result.modelId(), result.attribute(), answer.probability(), answer.positive()),
                        new Response(
                                verdict(request.verdict()), request.label(), null, reason(request), SettingsJson.EMPTY),
                        kept,
                        RETENTION,
                        client));
    }

    private Receipt ofPainting(String id, FeedbackRequest request, boolean kept, String client) throws IOException {
        Job job = jobs.find(id)
                .filter(Job::finished)
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND,
                        "There is no finished job with this id. Check the id, or wait until the job is done."));
        byte[] picture = jobs.picture(id)
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND, "This job has no stylized image, so it cannot be rated."));
        if (kept) {
            quota.add(picture.length);
        }
        return log.add(
                picture,
                new Submission(
                        Framing.PHOTO,
                        new Stylization(job.spec().preset()),
                        new Response(null, null, request.stars(), reason(request), settings(job)),
                        kept,
                        RETENTION,
                        client));
    }

    private String settings(Job job) throws IOException {
        byte[] style = jobs.style(job.id())
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND,
                        "The style image of this job was deleted, so it can no longer be rated."));
        TunedPresetRef tuned = job.spec().tuned();
        RatedSettings ratedSettings = RatedSettings.of(
                job.spec().preset(),
                tuned == null ? null : (Integer) tuned.version(),
                job.spec().recipe(),
                job.styleName(),
                Hashes.sha256(style),
                job.spec().size());
        return SettingsJson.validate(ratedSettings.toJson());
    }

    private static Response.@Nullable Verdict verdict(@Nullable String verdict) {
        if (verdict == null) {
            return null;
        }
        return switch (verdict) {
            case "right" -> Response.Verdict.RIGHT;
            case "wrong" -> Response.Verdict.WRONG;
            default ->
                throw new ProblemException(
                        Problem.Kind.BAD_REQUEST, "The value of said is unknown; expected right or wrong.");
        };
    }

    private static @Nullable String reason(FeedbackRequest request) {
        String reason = request.reason();
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    private void delete(Context context) throws IOException {
        rateLimiter.consume(context);
        String text = context.pathParam("receipt").toLowerCase(Locale.ROOT);
        try {
            new FeedbackRemoval(log).delete(Receipt.parse(text));
        } catch (UnknownReceiptException | IllegalArgumentException invalid) {
            throw new ProblemException(Problem.Kind.NOT_FOUND, String.valueOf(invalid.getMessage()));
        } catch (DamagedRecordException damaged) {
            LOG.warn("A receipt could not be used: {}", damaged.getMessage());
            throw new ProblemException(
                    Problem.Kind.CONFLICT,
                    "The record of this receipt is damaged, so the server cannot check the receipt. Contact the operator, who can delete the record.");
        }
        context.status(204);
    }
}
