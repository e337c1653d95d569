package dev.gioconda.server;

import dev.gioconda.image.Framing;
import dev.gioconda.image.RefusedPictureException;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages for people. Classification works without JavaScript; painting needs it. */
final class Pages {

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.gioconda.server.pages");
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
        routes.get("/paint", context -> render(context, "paint.jte", Map.of("styles", styles.gallery())));
        routes.get("/gallery", context -> render(context, "gallery.jte", Map.of()));
        routes.get("/models", context -> render(context, "models.jte", Map.of("cards", models.cards())));
    }

    private void smile(Context context, ClassifyRoutes.@Nullable Answer answer, @Nullable String problem) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("card", models.serving());
        values.put("answer", answer);
        values.put("problem", problem);
        render(context, "smile.jte", values);
    }

    private void smileWithoutScript(Context context) throws IOException {
        guard.count(context);
        UploadedFile file = context.uploadedFile("picture");
        if (file == null || file.size() == 0) {
            context.status(400);
            smile(context, null, "Choose a picture first.");
            return;
        }
        try (InputStream in = file.content()) {
            ServerSettings.Limits limits = context.appData(Keys.LIMITS);
            smile(context, classify.answer(in.readNBytes(limits.bytes() + 1), Framing.PHOTO), null);
        } catch (RefusedPictureException refused) {
            context.status(422);
            smile(context, null, refused.getMessage());
        }
    }

    private void render(Context context, String template, Map<String, ? extends @Nullable Object> values) {
        StringOutput out = new StringOutput();
        templates.render(template, new HashMap<>(values), out);
        context.html(out.toString());
    }
}
