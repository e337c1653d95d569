package dev.gioconda.server;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureWriter;
import dev.gioconda.image.RefusedPictureException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /v1/fast-styles} and the page {@code /instant}: a picture in, a painting out, without an order. */
public final class FastRoutes {

    private final FastStyles styles;
    private final Guard guard;
    private final Templates templates = new Templates();

    FastRoutes(FastStyles styles, Guard guard) {
        this.styles = styles;
        this.guard = guard;
    }

    void install(RoutesConfig routes) {
        routes.get("/v1/fast-styles", context -> context.json(Map.of("styles", styles.entries())));
        routes.get("/v1/fast-styles/{name}", this::example);
        routes.post("/v1/fast-styles/{name}", this::paint);
        routes.put("/v1/fast-styles/{name}", this::paint); // which is what curl -T sends
        routes.get("/instant", context -> page(context, null, null));
        routes.post("/instant", this::paintOnPage);
    }

    private void example(Context context) throws IOException {
        guard.count(context);
        byte[] png = styles.example(context.pathParam("name").replaceFirst("\\.png$", ""));
        context.header("Cache-Control", "public, max-age=3600");
        context.contentType("image/png").result(png);
    }

    private void paint(Context context) throws IOException {
        guard.count(context);
        int side = side(context.queryParam("size"));
        Picture picture = styles.decoded(Bodies.picture(context));
        Picture painted = styles.paint(context.pathParam("name"), picture, side);
        context.contentType("image/png").result(PictureWriter.png(painted));
    }

    /**
     * What came out, for the page, which carries both pictures: the server keeps none.
     *
     * @param before as an address
     * @param after likewise
     */
    public record Pair(String style, String before, String after, int width, int height) {}

    private void paintOnPage(Context context) throws IOException {
        guard.count(context);
        Bodies.form(context);
        Optional<byte[]> file = Bodies.picture(context, "picture");
        String name = String.valueOf(context.formParam("style"));
        if (file.isEmpty()) {
            context.status(400);
            page(context, null, "Choose a picture first.");
            return;
        }
        try {
            int side = side(context.formParam("size"));
            Picture picture = styles.decoded(file.get());
            Picture painted = styles.paint(name, picture, side);
            Picture before = Shrinking.to(picture, side);
            page(
                    context,
                    new Pair(StyleGallery.title(name), uri(before), uri(painted), painted.width(), painted.height()),
                    null);
        } catch (RefusedPictureException refused) {
            context.status(422);
            page(context, null, refused.getMessage());
        }
    }

    private void page(Context context, @Nullable Pair pair, @Nullable String problem) {
        Map<String, @Nullable Object> values = new HashMap<>();
        List<Integer> sizes = Stream.of(256, 384, 512, 768, 1024)
                .filter(size -> size <= styles.largest())
                .toList();
        values.put("styles", styles.entries());
        values.put("sizes", sizes.isEmpty() ? List.of(styles.largest()) : sizes);
        values.put("usual", Math.min(FastStyles.USUAL_SIDE, styles.largest()));
        values.put("chosen", Optional.ofNullable(context.formParam("style")).orElse(""));
        values.put("pair", pair);
        values.put("problem", problem);
        templates.render(context, "instant.jte", values);
    }

    private static String uri(Picture picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PictureWriter.png(picture));
    }

    private int side(@Nullable String text) {
        if (text == null) {
            return Math.min(FastStyles.USUAL_SIDE, styles.largest());
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST, "The size is no number; expected pixels, such as 512.");
        }
        return Integer.parseInt(text);
    }
}
