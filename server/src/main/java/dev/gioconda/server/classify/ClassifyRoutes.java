package dev.gioconda.server.classify;

import dev.gioconda.classify.ClassifiedFace;
import dev.gioconda.face.Framing;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.model.GradCam;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestBodies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/classify}: a prediction for each face of an image; and the heat map of a prediction. */
public final class ClassifyRoutes {

    private final RecordedClassification classification;
    private final RateLimiter rateLimiter;

    public ClassifyRoutes(RecordedClassification classification, RateLimiter rateLimiter) {
        this.classification = classification;
        this.rateLimiter = rateLimiter;
    }

    public void install(RoutesConfig routes) {
        routes.post("/v1/classify", this::classify);
        routes.put("/v1/classify", this::classify); // sent by curl -T
        routes.get("/v1/answers/{answer}/heat/{face}", this::heatMap);
    }

    private void classify(Context context) throws RefusedPictureException {
        rateLimiter.consume(context);
        Framing framing = framing(context.queryParam("framing"));
        context.json(classification.classify(context, RequestBodies.picture(context), framing));
    }

    private static Framing framing(@Nullable String requested) {
        if (requested == null) {
            return Framing.PHOTO;
        }
        try {
            return Framing.valueOf(requested.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The framing is not known; expected photo (faces are detected), celeba or lfwcrop (the image is one face), or whole.");
        }
    }

    private void heatMap(Context context) {
        rateLimiter.consume(context);
        RecentAnswer answer = classification.recent().find(Ids.hex(context.pathParam("answer")));
        List<ClassifiedFace> faces = answer.faces();
        ClassifiedFace face = faces.get(Ids.index(context.pathParam("face"), faces.size()));
        GradCam map = classification
                .service()
                .heatMap(answer.model(), face, classification.clients().dailyPseudonym(context));
        context.json(new HeatMapResponse(
                map.rows(), map.columns(), map.values(), face.crop().corners()));
    }

    /**
     * A Grad-CAM heat map.
     *
     * @param values 0 to 1, row by row // [rows, columns]
     * @param corners of the map in the upright image's pixels: x and y of its upper left, upper right and lower left corner // [6]
     */
    record HeatMapResponse(int rows, int columns, float[] values, double[] corners) {}
}
