package dev.gioconda.server.feedback;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Removal;
import dev.gioconda.feedback.Said;
import dev.gioconda.feedback.Settings;
import dev.gioconda.feedback.Submission;
import dev.gioconda.feedback.UnknownReceiptException;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.Framing;
import dev.gioconda.inference.Examination;
import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobDesk;
import dev.gioconda.model.Classifier;
import dev.gioconda.preference.Making;
import dev.gioconda.server.classify.RecentAnswers;
import dev.gioconda.server.http.Bodies;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Guard;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.Shrinking;
import dev.gioconda.server.paint.PictureRoom;
import dev.gioconda.store.Sha256;
import dev.gioconda.style.recipe.Tuned;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/feedback}: what people say of answers and paintings, and the receipts that take it back. */
public final class FeedbackRoutes {

    private static final Duration KEEP = Duration.ofDays(365);
    private static final int KEPT_SIDE = 2000; // pixels, far more than a network sees of a face
    private static final double AROUND = 3; // sides of a face's box, so that its neighbours stay out

    private final FeedbackLog log;
    private final PictureRoom room;
    private final RecentAnswers recent;
    private final JobDesk desk;
    private final Guard guard;
    private final Clients clients;

    public FeedbackRoutes(
            FeedbackLog log, PictureRoom room, RecentAnswers recent, JobDesk desk, Guard guard, Clients clients) {
        this.log = log;
        this.room = room;
        this.recent = recent;
        this.desk = desk;
        this.guard = guard;
        this.clients = clients;
    }

    public void install(RoutesConfig routes) {
        routes.post("/v1/feedback", this::say);
        routes.delete("/v1/feedback/{receipt}", this::takeBack);
    }

    /**
     * What is said.
     *
     * @param answer of a classification; null for a painting
     * @param face which one of it, 0 when null
     * @param said {@code right} or {@code wrong}
     * @param label whether the attribute holds
     * @param job of a painting; null for a classification
     * @param stars 1 to 5
     * @param reason in the person's words
     * @param consent whether the picture may be kept and learnt from
     */
    public record Word(
            @Nullable String answer,
            @Nullable Integer face,
            @Nullable String said,
            @Nullable Boolean label,
            @Nullable String job,
            @Nullable Integer stars,
            @Nullable String reason,
            @Nullable Boolean consent) {}

    /**
     * What takes it back.
     *
     * @param days after which it goes by itself
     * @param kept whether the picture is kept: not without consent, nor where there is no room for it
     */
    record Taken(String receipt, int days, boolean kept) {}

    private void say(Context context) throws IOException {
        guard.count(context);
        Taken taken = take(Bodies.json(context, Word.class), clients.address(context));
        context.status(201).json(taken);
    }

    /** Takes what is said. */
    Taken take(Word word, String client) throws IOException {
        if ((word.answer() == null) == (word.job() == null)) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST, "Say of what: expected either answer or job, an id that was given.");
        }
        boolean kept = word.consent() != null && word.consent() && room.free();
        Receipt receipt = word.answer() != null
                ? ofAnswer(Ids.hex(word.answer()), word, kept, client)
                : ofPainting(Ids.hex(String.valueOf(word.job())), word, kept, client);
        return new Taken(receipt.toString(), (int) KEEP.toDays(), kept);
    }

    private Receipt ofAnswer(String id, Word word, boolean kept, String client) throws IOException {
        Examination seen = recent.find(id);
        int face = Ids.number(
                String.valueOf(word.face() == null ? 0 : word.face()),
                seen.found().size());
        Classifier.Answer answer = seen.answers().get(face);
        Picture shown = Shrinking.to(alone(seen, face), KEPT_SIDE);
        if (kept) {
            room.take(3L * shown.width() * shown.height()); // a PNG file is hardly larger than its pixels
        }
        return log.add(
                shown,
                new Submission(
                        seen.framing(),
                        seen.model().manifest().id(),
                        seen.model().manifest().target(),
                        answer.probability(),
                        answer.yes(),
                        new Said(verdict(word.said()), word.label(), null, reason(word), Settings.NONE),
                        kept,
                        KEEP,
                        client));
    }

    private Receipt ofPainting(String id, Word word, boolean kept, String client) throws IOException {
        Job job = desk.find(id)
                .filter(Job::over)
                .orElseThrow(() ->
                        new ProblemException(Problem.Kind.NOT_FOUND, "There is no painting of that id that is done."));
        byte[] picture = desk.picture(id)
                .orElseThrow(() -> new ProblemException(Problem.Kind.NOT_FOUND, "This painting has no picture."));
        if (kept) {
            room.take(picture.length);
        }
        return log.add(
                picture,
                new Submission(
                        Framing.PHOTO,
                        "style/" + job.order().preset(),
                        "Painting",
                        0.5,
                        true,
                        new Said(null, null, word.stars(), reason(word), settings(job)),
                        kept,
                        KEEP,
                        client));
    }

    private String settings(Job job) throws IOException {
        byte[] style = desk.style(job.id())
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND, "This painting's style picture is gone, and with it what was rated."));
        Tuned tuned = job.order().tuned();
        Making making = Making.of(
                job.order().preset(),
                tuned == null ? null : (Integer) tuned.version(),
                job.order().recipe(),
                job.styleName(),
                Sha256.of(style),
                job.order().size());
        return Settings.check(making.toJson());
    }

    private static Said.@Nullable Verdict verdict(@Nullable String said) {
        if (said == null) {
            return null;
        }
        return switch (said) {
            case "right" -> Said.Verdict.RIGHT;
            case "wrong" -> Said.Verdict.WRONG;
            default ->
                throw new ProblemException(
                        Problem.Kind.BAD_REQUEST, "What was said is not known; expected right or wrong.");
        };
    }

    private static @Nullable String reason(Word word) {
        String reason = word.reason();
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    /** The picture with one face that is meant: of a group, what lies around the face. */
    private static Picture alone(Examination seen, int face) {
        if (seen.found().size() == 1) {
            return seen.picture();
        }
        Face found = seen.found().get(face);
        double side = AROUND * Math.max(found.width(), found.height());
        double left = Math.max(0, found.x() + found.width() / 2 - side / 2);
        double top = Math.max(0, found.y() + found.height() / 2 - side / 2);
        double width = Math.min(side, seen.picture().width() - left);
        double height = Math.min(side, seen.picture().height() - top);
        return FaceCropper.region(
                seen.picture(),
                new CropGeometry(
                        left,
                        top,
                        width,
                        height,
                        (int) Math.max(1, Math.round(width)),
                        (int) Math.max(1, Math.round(height)),
                        false));
    }

    private void takeBack(Context context) throws IOException {
        guard.count(context);
        String text = context.pathParam("receipt").toLowerCase(Locale.ROOT);
        try {
            new Removal(log).delete(Receipt.parse(text));
        } catch (UnknownReceiptException | IllegalArgumentException none) {
            throw new ProblemException(Problem.Kind.NOT_FOUND, String.valueOf(none.getMessage()));
        }
        context.status(204);
    }
}
