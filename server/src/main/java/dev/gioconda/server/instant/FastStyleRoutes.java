package dev.gioconda.server.instant;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.BusyException;
import dev.gioconda.server.http.AppKeys;
import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.ProblemHandlers;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestBodies;
import dev.gioconda.server.http.Templates;
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

/** {@code /v1/fast-styles} and the page {@code /instant}: stylize an image within one request, without a style job. */
public final class FastStyleRoutes {

    private static final double JPEG_QUALITY = 0.9; // visually close to the original

    private final FastStyles styles;
    private final RateLimiter rateLimiter;
    private final Clients clients;
    private final Templates templates = new Templates();

    public FastStyleRoutes(FastStyles styles, RateLimiter rateLimiter, Clients clients) {
        this.styles = styles;
        this.rateLimiter = rateLimiter;
        this.clients = clients;
    }

    public void install(RoutesConfig routes) {
        routes.get("/v1/fast-styles", context -> context.json(Map.of("styles", styles.entries(BasePath.of(context)))));
        routes.get("/v1/fast-styles/{name}", this::example);
        routes.post("/v1/fast-styles/{name}", this::paint);
        routes.put("/v1/fast-styles/{name}", this::paint); // sent by curl -T
        routes.get("/instant", context -> renderPage(context, null, null));
        routes.post("/instant", this::paintForm);
    }

    private void example(Context context) throws IOException {
        rateLimiter.consume(context);
        byte[] png =
                styles.example(context.pathParam("name").replaceFirst("\\.png$", ""), clients.dailyPseudonym(context));
        context.header("Cache-Control", "public, max-age=3600");
        context.contentType("image/png").result(png);
    }

    private void paint(Context context) throws IOException {
        rateLimiter.consume(context);
        int side = requestedSide(context.queryParam("size"));
        String client = clients.dailyPseudonym(context);
        Picture picture = styles.decode(RequestBodies.picture(context), client);
        Picture stylized = styles.stylize(context.pathParam("name"), picture, side, client);
        byte[] png = context.appData(AppKeys.TURNS).run(context, () -> PictureWriter.png(stylized));
        context.contentType("image/png").result(png);
    }

    /**
     * The result for the page, which carries the images: the server keeps none. They are JPEG files, a small part of
     * the PNG file that is downloaded.
     *
     * @param before content image as a data URL, JPEG
     * @param after stylized image as a data URL, JPEG
     * @param download stylized image as a data URL, lossless PNG
     */
    public record InstantResult(String style, String before, String after, String download, int width, int height) {}

    /** A client without scripts sees the error on this page, with its choices kept. */
    private void paintForm(Context context) throws IOException {
        RequestBodies.parseForm(context);
        try {
            rateLimiter.consume(context);
            renderPage(context, paintUpload(context), null);
        } catch (RefusedPictureException refused) {
            renderError(context, Problem.Kind.REFUSED_PICTURE.status(), refused);
        } catch (ProblemException problem) {
            renderError(context, problem.problem().status(), problem);
        } catch (BusyException busy) {
            renderError(context, Problem.Kind.BUSY.status(), busy);
        }
    }

    private InstantResult paintUpload(Context context) throws IOException {
        byte[] file = RequestBodies.picture(context, "picture")
                .orElseThrow(() ->
                        new ProblemException(Problem.Kind.BAD_REQUEST, "No image was sent. Choose an image first."));
        int side = requestedSide(RequestBodies.field(context, "size"));
        String client = clients.dailyPseudonym(context);
        Picture picture = styles.decode(file, client);
        String name = String.valueOf(RequestBodies.field(context, "style"));
        Picture stylized = styles.stylize(name, picture, side, client);
        return context.appData(AppKeys.TURNS)
                .run(
                        context,
                        () -> new InstantResult(
                                styles.title(name),
                                jpeg(Resampler.fit(picture, side)),
                                jpeg(stylized),
                                png(stylized),
                                stylized.width(),
                                stylized.height()));
    }

    private void renderError(Context context, int status, Exception cause) {
        context.status(status);
        ProblemHandlers.writeRetryAfter(context, cause);
        renderPage(context, null, BasePath.resolve(context, String.valueOf(cause.getMessage())));
    }

    private void renderPage(Context context, @Nullable InstantResult result, @Nullable String problem) {
        Map<String, @Nullable Object> values = new HashMap<>();
        int defaultSide = Math.min(FastStyles.DEFAULT_SIDE, styles.maxSide());
        String requested = RequestBodies.field(context, "size");
        List<Integer> sizes = Stream.of(256, 384, 512, 768, 1024)
                .filter(size -> size <= styles.maxSide())
                .toList();
        values.put("styles", styles.entries(BasePath.of(context)));
        values.put("sizes", sizes.isEmpty() ? List.of(styles.maxSide()) : sizes);
        values.put("size", requested == null ? Integer.toString(defaultSide) : requested);
        values.put(
                "chosen",
                Optional.ofNullable(RequestBodies.field(context, "style")).orElse(""));
        values.put("pair", result);
        values.put("problem", problem);
        values.put("privacy", context.appData(AppKeys.PRIVACY));
        templates.render(context, "instant.jte", values);
    }

    private static String png(Picture picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PictureWriter.png(picture));
    }

    private static String jpeg(Picture picture) {
        return "data:image/jpeg;base64,"
                + Base64.getEncoder().encodeToString(PictureWriter.jpeg(picture, JPEG_QUALITY));
    }

    private int requestedSide(@Nullable String text) {
        if (text == null) {
            return Math.min(FastStyles.DEFAULT_SIDE, styles.maxSide());
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST, "The size is not a number; expected pixels, such as 512.");
        }
        return Integer.parseInt(text);
    }
}
