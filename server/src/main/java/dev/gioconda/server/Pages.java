package dev.gioconda.server;

import dev.gioconda.face.Framing;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.BusyException;
import dev.gioconda.server.classify.ClassifyResponse;
import dev.gioconda.server.classify.RecordedClassification;
import dev.gioconda.server.classify.ShownResult;
import dev.gioconda.server.http.AppKeys;
import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.ProblemHandlers;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestBodies;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.server.http.Templates;
import dev.gioconda.server.operator.ModelCatalog;
import dev.gioconda.server.operator.PromotionView;
import dev.gioconda.server.paint.StyleGallery;
import dev.gioconda.server.paint.TunedPresetCache;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public pages. Classification works without JavaScript; painting needs it. */
final class Pages {

    private static final int MAX_PROMOTIONS = 20;

    private final Templates templates = new Templates();
    private final RecordedClassification classification;
    private final StyleGallery gallery;
    private final TunedPresetCache tunedPresets;
    private final ModelCatalog models;
    private final RateLimiter rateLimiter;

    Pages(
            RecordedClassification classification,
            StyleGallery gallery,
            TunedPresetCache tunedPresets,
            ModelCatalog models,
            RateLimiter rateLimiter) {
        this.classification = classification;
        this.gallery = gallery;
        this.tunedPresets = tunedPresets;
        this.models = models;
        this.rateLimiter = rateLimiter;
    }

    void install(RoutesConfig routes) {
        routes.get("/", context -> smile(context, null, null));
        routes.post("/", this::smileWithoutScript);
        routes.get("/paint", this::paint);
        routes.get(
                "/gallery",
                context ->
                        templates.render(context, "gallery.jte", Map.of("privacy", context.appData(AppKeys.PRIVACY))));
        routes.get("/models", this::models);
    }

    private void paint(Context context) {
        ServerSettings.ServiceLimits limits = context.appData(AppKeys.LIMITS);
        List<Integer> sizes = Stream.of(256, 384, 512, 768, 1024, 1536, 2048)
                .filter(size -> size <= limits.maxPaintingSide())
                .toList();
        templates.render(
                context,
                "paint.jte",
                Map.of(
                        "styles", gallery.entries(BasePath.of(context)),
                        "tuned", tunedPresets.newest().isPresent(),
                        "sizes", sizes.isEmpty() ? List.of(limits.maxPaintingSide()) : sizes,
                        "maxBytes", limits.maxBodyBytes(),
                        "maxPixels", limits.maxPixels(),
                        "privacy", context.appData(AppKeys.PRIVACY)));
    }

    private void models(Context context) throws IOException {
        rateLimiter.consume(context); // it reads the store
        List<PromotionView> history =
                new ArrayList<>(models.promotions(models.serving().name()));
        Collections.reverse(history);
        templates.render(
                context,
                "models.jte",
                Map.of(
                        "cards",
                        models.versions(),
                        "history",
                        history.subList(0, Math.min(MAX_PROMOTIONS, history.size())),
                        "older",
                        Math.max(0, history.size() - MAX_PROMOTIONS)));
    }

    private void smile(Context context, @Nullable ShownResult result, @Nullable String problem) {
        ServerSettings.ServiceLimits limits = context.appData(AppKeys.LIMITS);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("card", models.serving());
        values.put("maxBytes", limits.maxBodyBytes());
        values.put("maxPixels", limits.maxPixels());
        values.put("result", result);
        values.put("problem", problem);
        values.put("privacy", context.appData(AppKeys.PRIVACY));
        templates.render(context, "smile.jte", values);
    }

    /** A client without scripts sees the error on this page. */
    private void smileWithoutScript(Context context) throws IOException {
        RequestBodies.parseForm(context);
        try {
            rateLimiter.consume(context);
            smile(context, classified(context), null);
        } catch (RefusedPictureException refused) {
            renderError(context, Problem.Kind.REFUSED_PICTURE.status(), refused);
        } catch (ProblemException problem) {
            renderError(context, problem.problem().status(), problem);
        } catch (BusyException busy) {
            renderError(context, Problem.Kind.BUSY.status(), busy);
        }
    }

    private ShownResult classified(Context context) throws IOException {
        byte[] file = RequestBodies.picture(context, "picture")
                .orElseThrow(() ->
                        new ProblemException(Problem.Kind.BAD_REQUEST, "No image was sent. Choose an image first."));
        ClassifyResponse response = classification.classify(context, file, Framing.PHOTO);
        return ShownResult.of(
                response, classification.recent().find(response.id()).picture());
    }

    private void renderError(Context context, int status, Exception cause) {
        context.status(status);
        ProblemHandlers.writeRetryAfter(context, cause);
        smile(context, null, BasePath.resolve(context, String.valueOf(cause.getMessage())));
    }
}
