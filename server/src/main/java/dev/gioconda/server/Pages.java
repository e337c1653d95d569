package dev.gioconda.server;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Framing;
import dev.gioconda.server.classify.ClassifyRoutes;
import dev.gioconda.server.http.Bodies;
import dev.gioconda.server.http.Guard;
import dev.gioconda.server.http.Keys;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.server.http.Shrinking;
import dev.gioconda.server.http.Templates;
import dev.gioconda.server.operator.ModelRoutes;
import dev.gioconda.server.paint.StyleRoutes;
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

/** The pages for people. Classification works without JavaScript; painting needs it. */
final class Pages {

    private static final int PREVIEW_SIDE = 640;

    private final Templates templates = new Templates();
    private final ClassifyRoutes classify;
    private final StyleRoutes styles;
    private final ModelRoutes models;
    private final Guard guard;

    Pages(ClassifyRoutes classify, StyleRoutes styles, ModelRoutes models, Guard guard) {
        this.classify = classify;
        this.styles = styles;
        this.models = models;
        this.guard = guard;
    }

    void install(RoutesConfig routes) {
        routes.get("/", context -> smile(context, null, null));
        routes.post("/", this::smileWithoutScript);
        routes.get("/paint", this::paint);
        routes.get("/gallery", context -> templates.render(context, "gallery.jte", Map.of()));
        routes.get("/models", this::models);
    }

    private void paint(Context context) {
        ServerSettings.Limits limits = context.appData(Keys.LIMITS);
        List<Integer> sizes = Stream.of(256, 384, 512, 768, 1024, 1536, 2048)
                .filter(size -> size <= limits.paintingSide())
                .toList();
        templates.render(
                context,
                "paint.jte",
                Map.of(
                        "styles", styles.gallery(),
                        "tuned", styles.tuned().isPresent(),
                        "sizes", sizes.isEmpty() ? List.of(limits.paintingSide()) : sizes,
                        "maxBytes", limits.bytes(),
                        "keepDays", limits.keepJobs().toDays()));
    }

    private void models(Context context) throws IOException {
        List<ModelRoutes.Promotion> history =
                new ArrayList<>(models.promotions(models.serving().name()));
        Collections.reverse(history);
        templates.render(context, "models.jte", Map.of("cards", models.cards(), "history", history));
    }

    private void smile(Context context, ClassifyRoutes.@Nullable Answer answer, @Nullable String problem) {
        ServerSettings.Limits limits = context.appData(Keys.LIMITS);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("card", models.serving());
        values.put("maxBytes", limits.bytes());
        values.put("answer", answer);
        values.put("preview", answer == null ? null : preview(answer));
        values.put("problem", problem);
        templates.render(context, "smile.jte", values);
    }

    /** The picture that was sent, small, as an address that carries it: the server keeps none. */
    private String preview(ClassifyRoutes.Answer answer) {
        Picture picture = classify.recent().find(answer.answer()).picture();
        byte[] png = PictureWriter.png(Shrinking.to(picture, PREVIEW_SIDE));
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private void smileWithoutScript(Context context) throws IOException {
        guard.count(context);
        Bodies.form(context);
        Optional<byte[]> file = Bodies.picture(context, "picture");
        if (file.isEmpty()) {
            context.status(400);
            smile(context, null, "Choose a picture first.");
            return;
        }
        try {
            smile(context, classify.answer(file.get(), Framing.PHOTO), null);
        } catch (RefusedPictureException refused) {
            context.status(422);
            smile(context, null, refused.getMessage());
        }
    }
}
