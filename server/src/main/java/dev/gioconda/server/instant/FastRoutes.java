package dev.gioconda.server.instant;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.BusyException;
import dev.gioconda.server.http.Bodies;
import dev.gioconda.server.http.Guard;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.Problems;
import dev.gioconda.server.http.Shrinking;
import dev.gioconda.server.http.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /v1/fast-styles} and the page {@code /instant}: a picture in, a painting out, without an order. */
public final class FastRoutes {

    private static final double QUALITY = 0.9; // hardly told from the original

    private final FastStyles styles;
    private final Guard guard;
    private final Templates templates = new Templates();

    public FastRoutes(FastStyles styles, Guard guard) {
        this.styles = styles;
        this.guard = guard;
    }

    public void install(RoutesConfig routes) {
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
     * What came out, for the page, which carries the pictures: the server keeps none. What is looked at are JPEG files, a small part of
     * the PNG file that is downloaded.
     *
     * @param before as an address
     * @param after likewise
     * @param whole likewise, every pixel exactly
     */
    public record Pair(String style, String before, String after, String whole, int width, int height) {}

    /** Whoever has no script sees on this page what went wrong, and what was chosen stays chosen. */
    private void paintOnPage(Context context) throws IOException {
        Bodies.form(context);
        try {
            guard.count(context);
            page(context, painted(context), null);
        } catch (RefusedPictureException refused) {
            wrong(context, Problem.Kind.NOT_A_PICTURE.status(), refused, null);
        } catch (ProblemException problem) {
            wrong(context, problem.problem().status(), problem, problem.after());
        } catch (BusyException busy) {
            wrong(context, Problem.Kind.BUSY.status(), busy, busy.after());
        }
    }

    private Pair painted(Context context) throws IOException {
        byte[] file = Bodies.picture(context, "picture")
                .orElseThrow(() -> new ProblemException(Problem.Kind.BAD_REQUEST, "Choose a picture first."));
        int side = side(context.formParam("size"));
        Picture picture = styles.decoded(file);
        String name = String.valueOf(context.formParam("style"));
        Picture painted = styles.paint(name, picture, side);
        return new Pair(
                styles.title(name),
                jpeg(Shrinking.to(picture, side)),
                jpeg(painted),
                png(painted),
                painted.width(),
                painted.height());
    }

    private void wrong(Context context, int status, Exception why, @Nullable Duration after) {
        context.status(status);
        if (after != null) {
            Problems.later(context, after);
        }
        page(context, null, why.getMessage());
    }

    private void page(Context context, @Nullable Pair pair, @Nullable String problem) {
        Map<String, @Nullable Object> values = new HashMap<>();
        int usual = Math.min(FastStyles.USUAL_SIDE, styles.largest());
        String asked = context.formParam("size");
        List<Integer> sizes = Stream.of(256, 384, 512, 768, 1024)
                .filter(size -> size <= styles.largest())
                .toList();
        values.put("styles", styles.entries());
        values.put("sizes", sizes.isEmpty() ? List.of(styles.largest()) : sizes);
        values.put("size", asked == null ? Integer.toString(usual) : asked);
        values.put("chosen", Optional.ofNullable(context.formParam("style")).orElse(""));
        values.put("pair", pair);
        values.put("problem", problem);
        templates.render(context, "instant.jte", values);
    }

    private static String png(Picture picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PictureWriter.png(picture));
    }

    private static String jpeg(Picture picture) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(PictureWriter.jpeg(picture, QUALITY));
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
