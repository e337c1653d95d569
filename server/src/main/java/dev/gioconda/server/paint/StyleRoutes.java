package dev.gioconda.server.paint;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobDesk;
import dev.gioconda.jobs.JobOrder;
import dev.gioconda.jobs.JobState;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.server.http.Bodies;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Guard;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.Sha256;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/images}, {@code /v1/styles} and {@code /v1/style-jobs}: paintings to order. */
public final class StyleRoutes {

    private static final String GALLERY = "gallery:";

    private final JobDesk desk;
    private final Uploads uploads;
    private final StyleGallery gallery;
    private final Tastes tastes;
    private final Guard guard;
    private final Clients clients;
    private final ServerSettings.Limits limits;

    public StyleRoutes(
            JobDesk desk,
            Uploads uploads,
            StyleGallery gallery,
            Tastes tastes,
            Guard guard,
            Clients clients,
            ServerSettings.Limits limits) {
        this.desk = desk;
        this.uploads = uploads;
        this.gallery = gallery;
        this.tastes = tastes;
        this.guard = guard;
        this.clients = clients;
        this.limits = limits;
    }

    public void install(RoutesConfig routes) {
        routes.post("/v1/images", this::upload);
        routes.get("/v1/styles", this::styles);
        routes.get("/v1/styles/{name}", this::style);
        routes.post("/v1/style-jobs", this::order);
        routes.get("/v1/style-jobs/{id}", context -> context.json(view(job(context))));
        routes.get("/v1/style-jobs/{id}/image", this::image);
        routes.get("/v1/style-jobs/{id}/content", this::content);
        routes.delete("/v1/style-jobs/{id}", this::stop);
        routes.delete("/v1/style-jobs/{id}/image", this::delete);
    }

    private void upload(Context context) throws IOException {
        guard.count(context);
        Uploads.Upload upload = uploads.add(Bodies.picture(context));
        context.status(201).json(upload);
    }

    private void styles(Context context) {
        context.header("Cache-Control", "public, max-age=3600");
        context.json(Map.of("styles", gallery.entries()));
    }

    private void style(Context context) {
        String file = context.pathParam("name");
        Picture picture = gallery.find(file.endsWith(".png") ? file.substring(0, file.length() - 4) : file);
        context.header("Cache-Control", "public, max-age=3600");
        context.contentType("image/png").result(PictureWriter.png(picture));
    }

    private void order(Context context) throws IOException {
        guard.count(context);
        boolean form = "multipart/form-data".equals(Bodies.type(context));
        if (form) {
            Bodies.form(context);
        }
        StyleOrder wanted = form ? StyleOrder.ofForm(context) : Bodies.json(context, StyleOrder.class);
        JobOrder checked = wanted.order(limits.paintingSide(), null); // before any picture is looked at
        if (!form && (wanted.content() == null || wanted.style() == null)) {
            throw missing();
        }
        Picture content = form ? file(context, "content") : uploads.find(wanted.content());
        boolean ours = wanted.style() != null && wanted.style().startsWith(GALLERY);
        String name = ours ? wanted.style().substring(GALLERY.length()) : "style.png";
        Picture style = ours ? gallery.find(name) : form ? file(context, "style") : uploads.find(wanted.style());
        TunedVersion.Applied applied = applied(wanted, style);
        JobOrder order = applied == null ? checked : wanted.order(limits.paintingSide(), applied);
        Job job = desk.order(order, clients.owner(context), content, style, name, key(context));
        context.header("Location", "/v1/style-jobs/" + job.id());
        context.status(202).json(view(job));
    }

    /** What ratings say where the preset is left to us. */
    private TunedVersion.@Nullable Applied applied(StyleOrder wanted, Picture style) throws IOException {
        Optional<TunedVersion.Applied> tuned =
                wanted.open() ? tastes.applied(JobOrder.USUAL_PRESET, style) : Optional.empty();
        if (tuned.isEmpty() && TunedVersion.NAME.equals(wanted.preset())) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "No preset was tuned here yet; expected one of %s, or none.".formatted(JobOrder.PRESETS));
        }
        return tuned.orElse(null);
    }

    /** The newest tuned preset. */
    public Optional<TunedVersion> tuned() {
        return tastes.newest();
    }

    private static ProblemException missing() {
        return new ProblemException(
                Problem.Kind.BAD_REQUEST,
                "The order lacks its pictures; expected content and style, ids that POST /v1/images gave, or for the style gallery:NAME.");
    }

    /** A file of a form; its name is not looked at. */
    private Picture file(Context context, String field) throws IOException {
        return uploads.passing(Bodies.picture(context, field).orElseThrow(StyleRoutes::missing));
    }

    private static @Nullable String key(Context context) {
        String key = context.header("Idempotency-Key");
        if (key != null && key.length() > 200) {
            throw new ProblemException(Problem.Kind.BAD_REQUEST, "The Idempotency-Key is longer than 200 characters.");
        }
        return key == null ? null : Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The job in the path; anybody without its id gets the answer for a job that never was. */
    Job job(Context context) throws IOException {
        return desk.find(Ids.hex(context.pathParam("id")))
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND,
                        "There is no painting of that id; it may have been deleted or have expired."));
    }

    private void image(Context context) throws IOException {
        Job job = job(context);
        byte[] png = desk.picture(job.id())
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND,
                        "There is no picture of this painting yet. Ask again when its version is above 0."));
        if (context.queryParam("download") != null) {
            context.header("Content-Disposition", "attachment; filename=\"gioconda.png\"");
        }
        context.contentType("image/png").result(png);
    }

    private void content(Context context) throws IOException {
        byte[] png = desk.content(job(context).id())
                .orElseThrow(() -> new ProblemException(Problem.Kind.NOT_FOUND, "The photograph is gone."));
        context.contentType("image/png").result(png);
    }

    private void stop(Context context) throws IOException {
        Job stopped = desk.stop(job(context).id()).orElseThrow();
        context.json(view(stopped));
    }

    private void delete(Context context) throws IOException {
        desk.delete(job(context).id());
        context.status(204);
    }

    /**
     * A job as its owner sees it.
     *
     * @param position how many are painted before it
     * @param done iterations
     * @param all iterations; 0 before it begins
     * @param secondsLeft null while nobody can tell
     * @param picture where the newest picture is; null while there is none
     */
    record View(
            String id,
            JobState state,
            int position,
            String created,
            JobOrder order,
            String style,
            int done,
            int all,
            double seconds,
            @Nullable Double secondsLeft,
            int version,
            @Nullable String picture,
            int width,
            int height,
            @Nullable String message) {}

    View view(Job job) {
        double left = job.standing().left();
        int version = job.standing().version();
        return new View(
                job.id(),
                job.standing().state(),
                desk.position(job),
                job.created().toString(),
                job.order(),
                job.styleName(),
                job.standing().done(),
                job.standing().all(),
                Math.round(job.standing().seconds() * 10) / 10.0,
                Double.isNaN(left) || job.over() ? null : (Double) (Math.round(left * 10) / 10.0),
                version,
                version == 0 ? null : "/v1/style-jobs/%s/image?v=%d".formatted(job.id(), version),
                job.standing().width(),
                job.standing().height(),
                job.standing().message());
    }

    /** The styles that come with the server. */
    public List<StyleGallery.Entry> gallery() {
        return gallery.entries();
    }
}
