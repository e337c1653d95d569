package dev.gioconda.server.paint;

import dev.gioconda.file.Hashes;
import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobService;
import dev.gioconda.jobs.JobSpec;
import dev.gioconda.jobs.StoredImage;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestBodies;
import dev.gioconda.server.http.ServerSettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/images}, {@code /v1/styles} and {@code /v1/style-jobs}: uploads, style images and style jobs. */
public final class StyleRoutes {

    private static final String GALLERY = "gallery:";

    private final JobService jobs;
    private final Uploads uploads;
    private final StyleGallery gallery;
    private final TunedPresetCache tunedPresets;
    private final RateLimiter rateLimiter;
    private final Clients clients;
    private final OwnerKeys owners;
    private final ServerSettings.ServiceLimits limits;

    public StyleRoutes(
            JobService jobs,
            Uploads uploads,
            StyleGallery gallery,
            TunedPresetCache tunedPresets,
            RateLimiter rateLimiter,
            Clients clients,
            ServerSettings.ServiceLimits limits) {
        this.jobs = jobs;
        this.uploads = uploads;
        this.gallery = gallery;
        this.tunedPresets = tunedPresets;
        this.rateLimiter = rateLimiter;
        this.clients = clients;
        this.owners = new OwnerKeys(clients);
        this.limits = limits;
    }

    public void install(RoutesConfig routes) {
        routes.post("/v1/images", this::upload);
        routes.get("/v1/styles", this::styles);
        routes.get("/v1/styles/{name}", this::style);
        routes.post("/v1/style-jobs", this::createJob);
        routes.get("/v1/style-jobs/{id}", this::job);
        routes.get("/v1/style-jobs/{id}/image", this::image);
        routes.get("/v1/style-jobs/{id}/content", this::content);
        routes.delete("/v1/style-jobs/{id}", this::stop);
        routes.delete("/v1/style-jobs/{id}/image", this::delete);
        routes.post("/v1/style-jobs/{id}/restore", this::restore);
    }

    private void upload(Context context) throws IOException {
        rateLimiter.consume(context);
        Uploads.Upload upload = uploads.add(
                RequestBodies.picture(context), clients.ownerPseudonym(context), clients.dailyPseudonym(context));
        context.status(201).json(upload);
    }

    private void styles(Context context) {
        context.header("Cache-Control", "private, max-age=3600"); // the paths depend on the proxy
        context.json(Map.of("styles", gallery.entries(BasePath.of(context))));
    }

    private void style(Context context) {
        String file = context.pathParam("name");
        StoredImage image = gallery.find(file.endsWith(".png") ? file.substring(0, file.length() - 4) : file);
        context.header("Cache-Control", "public, max-age=3600");
        String tag = '"' + image.sha256().substring(0, 32) + '"';
        context.header("ETag", tag);
        if (Optional.ofNullable(context.header("If-None-Match")).orElse("").contains(tag)) {
            context.status(304);
            return;
        }
        context.contentType("image/png").result(image.png());
    }

    private void createJob(Context context) throws IOException {
        rateLimiter.consume(context);
        boolean form = RequestBodies.isMultipart(context);
        if (form) {
            RequestBodies.parseForm(context);
        }
        StyleJobRequest request =
                form ? StyleJobRequest.fromForm(context) : RequestBodies.json(context, StyleJobRequest.class);
        JobSpec checkedSpec = request.toSpec(limits.maxPaintingSide(), null); // before any image is decoded
        if (!form && (request.content() == null || request.style() == null)) {
            throw missingPictures();
        }
        StoredImage content = form ? uploadedPicture(context, "content") : uploads.find(request.content());
        boolean fromGallery = request.style() != null && request.style().startsWith(GALLERY);
        String name = fromGallery ? request.style().substring(GALLERY.length()) : "style.png";
        StoredImage style = fromGallery
                ? gallery.find(name)
                : form ? uploadedPicture(context, "style") : uploads.find(request.style());
        TunedVersion.AppliedTuning applied = applied(request, style);
        JobSpec spec = applied == null ? checkedSpec : request.toSpec(limits.maxPaintingSide(), applied);
        Job job = jobs.submit(spec, owners.owner(context), content, style, name, idempotencyKey(context));
        context.header("Location", BasePath.of(context) + "/v1/style-jobs/" + job.id());
        context.status(202).json(new CreatedJobView(view(context, job), owners.keyOf(job)));
    }

    private void job(Context context) throws IOException {
        rateLimiter.consume(context);
        context.json(view(context, JobLookup.find(jobs, context)));
    }

    private JobView view(Context context, Job job) {
        return JobView.of(job, jobs, BasePath.of(context));
    }

    /** The tuned preset, if the request names no preset; null for none. */
    private TunedVersion.@Nullable AppliedTuning applied(StyleJobRequest request, StoredImage style)
            throws IOException {
        Optional<TunedVersion.AppliedTuning> tuned =
                request.leavesPresetOpen() ? tunedPresets.applied(JobSpec.DEFAULT_PRESET, style) : Optional.empty();
        if (tuned.isEmpty() && TunedVersion.PRESET_NAME.equals(request.preset())) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "This server has no tuned preset yet; expected one of %s, or no preset."
                            .formatted(JobSpec.PRESETS));
        }
        return tuned.orElse(null);
    }

    private static ProblemException missingPictures() {
        return new ProblemException(
                Problem.Kind.BAD_REQUEST,
                "The request has no content or no style image; expected content and style: ids from POST {base}/v1/images, or gallery:NAME for the style.");
    }

    /** A file of a form; its name is ignored. */
    private StoredImage uploadedPicture(Context context, String field) throws IOException {
        return uploads.encode(
                RequestBodies.picture(context, field).orElseThrow(StyleRoutes::missingPictures),
                clients.dailyPseudonym(context));
    }

    private static @Nullable String idempotencyKey(Context context) {
        String key = context.header("Idempotency-Key");
        if (key != null && key.length() > 200) {
            throw new ProblemException(Problem.Kind.BAD_REQUEST, "The Idempotency-Key is longer than 200 characters.");
        }
        return key == null ? null : Hashes.sha256(key.getBytes(StandardCharsets.UTF_8));
    }

    private void image(Context context) throws IOException {
        rateLimiter.consume(context);
        Job job = JobLookup.find(jobs, context);
        byte[] png = jobs.picture(job.id())
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND,
                        "The style job has no image yet. Try again when its version is above 0."));
        if (context.queryParam("download") != null) {
            context.header("Content-Disposition", "attachment; filename=\"gioconda.png\"");
        }
        context.contentType("image/png").result(png);
    }

    private void content(Context context) throws IOException {
        rateLimiter.consume(context);
        byte[] png = jobs.content(JobLookup.find(jobs, context).id())
                .orElseThrow(
                        () -> new ProblemException(Problem.Kind.NOT_FOUND, "The content image is no longer stored."));
        context.contentType("image/png").result(png);
    }

    private void stop(Context context) throws IOException {
        rateLimiter.consume(context);
        Job job = JobLookup.find(jobs, context);
        owners.require(job, context);
        Job stopped = jobs.stop(job.id()).orElseThrow(JobLookup::notFound);
        context.json(view(context, stopped));
    }

    private void delete(Context context) throws IOException {
        rateLimiter.consume(context);
        Job job = JobLookup.find(jobs, context);
        owners.require(job, context);
        jobs.delete(job.id());
        context.status(204);
    }

    private void restore(Context context) throws IOException {
        rateLimiter.consume(context);
        String id = Ids.hex(context.pathParam("id"));
        owners.require(jobs.findRestorable(id).orElseThrow(StyleRoutes::notRestorable), context);
        Job restored = jobs.restore(id).orElseThrow(StyleRoutes::notRestorable);
        context.json(view(context, restored));
    }

    private static ProblemException notRestorable() {
        return new ProblemException(
                Problem.Kind.NOT_FOUND,
                "There is no style job with this id that can be restored; a deletion can be undone for 10 minutes.");
    }
}
