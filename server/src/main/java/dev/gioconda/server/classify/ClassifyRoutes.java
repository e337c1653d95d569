package dev.gioconda.server.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.classify.ClassifiedFace;
import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Framing;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ServedResult;
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
            return new ClassifyResponse(
                    id,
                    result.label(),
                    result.probability(),
                    result.attribute(),
                    result.model(),
                    result.image().width(),
                    result.image().height(),
                    result.reason(),
                    result.answers());
        }
    }

    private void classify(Context context) throws RefusedPictureException {
        rateLimiter.consume(context);
        Framing framing = framing(context.queryParam("framing"));
        context.json(classifyPicture(RequestBodies.picture(context), framing));
    }

    /** Classifies an image and keeps the answer for a while. */
    public ClassifyResponse classifyPicture(byte[] picture, Framing framing) throws RefusedPictureException {
        ServedResult served = classifyService.classify(picture, framing);
        ClassifyResponse answer = ClassifyResponse.of(recent.add(served), served.result());
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
        ServedResult answer = recent.find(Ids.hex(context.pathParam("answer")));
        List<ClassifiedFace> faces = answer.result().faces();
        ClassifiedFace face = faces.get(Ids.index(context.pathParam("face"), faces.size()));
        GradCam map = classifyService.heatMap(answer.model(), face);
        context.json(new HeatMapResponse(
                map.rows(), map.columns(), map.values(), face.crop().corners()));
    }

    /**
     * Where the network looked.
     *
     * @param corners of the map in the upright picture's pixels: x and y of its upper left, upper right and lower left corner
     */
    record HeatMapResponse(int rows, int columns, float[] values, double[] corners) {}
}
