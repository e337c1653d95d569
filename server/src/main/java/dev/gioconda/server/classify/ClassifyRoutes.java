package dev.gioconda.server.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.Framing;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.FaceResult;
import dev.gioconda.model.FaceAnswer;
import dev.gioconda.model.GradCam;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Metrics;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestBodies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/classify}: a picture in, an answer for every face out. */
public final class ClassifyRoutes {

    private final ClassifyService classifyService;
    private final RecentAnswers recent;
    private final RateLimiter rateLimiter;
    private final Metrics metrics;

    public ClassifyRoutes(
            ClassifyService classifyService, RecentAnswers recent, RateLimiter rateLimiter, Metrics metrics) {
        this.classifyService = classifyService;
        this.recent = recent;
        this.rateLimiter = rateLimiter;
        this.metrics = metrics;
    }

    public void install(RoutesConfig routes) {
        routes.post("/v1/classify", this::classify);
        routes.put("/v1/classify", this::classify); // which is what curl -T sends
        routes.get("/v1/answers/{answer}/heat/{face}", this::heatMap);
    }

    /**
     * An answer.
     *
     * @param id its id, for feedback and heat maps
     * @param label of the largest face, or {@link FaceAnswer#CANNOT_TELL}
     * @param probability of the largest face; null where there is none
     * @param attribute what was asked
     * @param model the version that answered
     * @param width of the upright picture
     * @param height of the upright picture
     * @param reason why there is no answer; null where there is one
     * @param faces the largest first
     */
    public record ClassifyResponse(
            @JsonProperty("answer") String id,
            String label,
            @Nullable Double probability,
            String attribute,
            String model,
            int width,
            int height,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            List<FaceAnswer> faces) {

        static ClassifyResponse of(String id, FaceResult result) {
            List<FaceAnswer> faces = result.faces();
            FaceAnswer largest = faces.isEmpty() ? null : faces.get(0);
            return new ClassifyResponse(
                    id,
                    largest == null ? FaceAnswer.CANNOT_TELL : largest.label(),
                    largest == null ? null : (Double) largest.probability(),
                    result.model().manifest().target(),
                    result.model().manifest().id(),
                    result.picture().width(),
                    result.picture().height(),
                    largest == null ? "no face was found" : null,
                    faces);
        }
    }

    private void classify(Context context) throws RefusedPictureException {
        rateLimiter.consume(context);
        Framing framing = framing(context.queryParam("framing"));
        context.json(classifyPicture(RequestBodies.picture(context), framing));
    }

    /** Looks at a picture, and remembers it for a while. */
    public ClassifyResponse classifyPicture(byte[] picture, Framing framing) throws RefusedPictureException {
        FaceResult result = classifyService.classify(picture, framing);
        ClassifyResponse answer = ClassifyResponse.of(recent.add(result), result);
        metrics.countAnswer(answer);
        return answer;
    }

    /** What was answered lately. */
    public RecentAnswers recent() {
        return recent;
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
                    "The framing is not known; expected photo (faces are found), celeba or lfwcrop (the picture is one face), or whole.");
        }
    }

    private void heatMap(Context context) {
        rateLimiter.consume(context);
        FaceResult result = recent.find(Ids.hex(context.pathParam("answer")));
        int face = Ids.index(context.pathParam("face"), result.regions().size());
        CropGeometry input = result.model().manifest().input();
        boolean photo = result.framing() == Framing.PHOTO;
        Face region = result.regions().get(face);
        Picture crop = photo
                ? FaceCropper.crop(result.picture(), region, input)
                : FaceCropper.crop(result.picture(), result.framing(), input);
        GradCam map = classifyService.heatMap(
                result.model(), crop, result.answers().get(face).positive());
        context.json(new HeatMapResponse(
                map.rows(),
                map.columns(),
                map.values(),
                photo
                        ? FaceCropper.corners(region, input)
                        : FaceCropper.corners(result.picture(), result.framing(), input)));
    }

    /**
     * Where the network looked.
     *
     * @param corners of the map in the upright picture's pixels: x and y of its upper left, upper right and lower left corner
     */
    record HeatMapResponse(int rows, int columns, float[] values, double[] corners) {}
}
