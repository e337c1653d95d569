package dev.gioconda.server;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Framing;
import dev.gioconda.server.classify.ClassifyResponse;
import dev.gioconda.server.classify.RecordedClassification;
import dev.gioconda.server.http.AppKeys;
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
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public pages. Classification works without JavaScript; painting needs it. */
final class Pages {

    private static final int PREVIEW_SIDE = 640;
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
        routes.get("/gallery", context -> templates.render(context, "gallery.jte", Map.of()));
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
                        "styles", gallery.entries(),
                        "tuned", tunedPresets.newest().isPresent(),
                        "sizes", sizes.isEmpty() ? List.of(limits.maxPaintingSide()) : sizes,
                        "maxBytes", limits.maxBodyBytes(),
                        "keepDays", limits.jobRetention().toDays()));
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

    private void smile(Context context, @Nullable ClassifyResponse answer, @Nullable String problem) {
        ServerSettings.ServiceLimits limits = context.appData(AppKeys.LIMITS);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("card", models.serving());
        values.put("maxBytes", limits.maxBodyBytes());
        values.put("answer", answer);
        values.put("preview", answer == null ? null : preview(answer));
        values.put("problem", problem);
        templates.render(context, "smile.jte", values);
    }

    /** The uploaded image, reduced, as a {@code data:} URL: the server does not store it. */
    private String preview(ClassifyResponse answer) {
        Picture picture = classification.recent().find(answer.id()).picture();
        byte[] png = PictureWriter.png(Resampler.fit(picture, PREVIEW_SIDE));
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private void smileWithoutScript(Context context) throws IOException {
        rateLimiter.consume(context);
        RequestBodies.parseForm(context);
        Optional<byte[]> file = RequestBodies.picture(context, "picture");
        if (file.isEmpty()) {
            context.status(400);
            smile(context, null, "Choose an image first.");
            return;
        }
        try {
            smile(context, classification.classify(context, file.get(), Framing.PHOTO), null);
        } catch (RefusedPictureException refused) {
            context.status(422);
            smile(context, null, refused.getMessage());
        }
    }
}
