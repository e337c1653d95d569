package dev.gioconda.server.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.Framing;
import dev.gioconda.inference.Examination;
import dev.gioconda.inference.Examiner;
import dev.gioconda.model.FaceAnswer;
import dev.gioconda.model.HeatMap;
import dev.gioconda.server.http.Bodies;
import dev.gioconda.server.http.Guard;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Meters;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/classify}: a picture in, an answer for every face out. */
public final class ClassifyRoutes {

    private final Examiner examiner;
    private final RecentAnswers recent;
    private final Guard guard;
    private final Meters meters;

    public ClassifyRoutes(Examiner examiner, RecentAnswers recent, Guard guard, Meters meters) {
        this.examiner = examiner;
        this.recent = recent;
        this.guard = guard;
        this.meters = meters;
    }

    public void install(RoutesConfig routes) {
        routes.post("/v1/classify", this::classify);
        routes.put("/v1/classify", this::classify); // which is what curl -T sends
        routes.get("/v1/answers/{answer}/heat/{face}", this::heat);
    }

    /**
     * An answer.
     *
     * @param answer its id, for feedback and heat maps
     * @param label of the largest face, or {@link FaceAnswer#CANNOT_TELL}
     * @param probability of the largest face; null where there is none
     * @param attribute what was asked
     * @param model the version that answered
     * @param width of the upright picture
     * @param height of the upright picture
     * @param reason why there is no answer; null where there is one
     * @param faces the largest first
     */
    public record Answer(
            String answer,
            String label,
            @Nullable Double probability,
            String attribute,
            String model,
            int width,
            int height,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            List<FaceAnswer> faces) {

        static Answer of(String id, Examination seen) {
            List<FaceAnswer> faces = seen.faces();
            FaceAnswer largest = faces.isEmpty() ? null : faces.get(0);
            return new Answer(
                    id,
                    largest == null ? FaceAnswer.CANNOT_TELL : largest.label(),
                    largest == null ? null : (Double) largest.probability(),
                    seen.model().manifest().target(),
                    seen.model().manifest().id(),
                    seen.picture().width(),
                    seen.picture().height(),
                    largest == null ? "no face was found" : null,
                    faces);
        }
    }

    private void classify(Context context) throws RefusedPictureException {
        guard.count(context);
        Framing framing = framing(context.queryParam("framing"));
        context.json(answer(Bodies.picture(context), framing));
    }

    /** Looks at a picture, and remembers it for a while. */
    public Answer answer(byte[] picture, Framing framing) throws RefusedPictureException {
        Examination seen = examiner.examine(picture, framing);
        Answer answer = Answer.of(recent.keep(seen), seen);
        meters.answered(answer);
        return answer;
    }

    /** What was answered lately. */
    public RecentAnswers recent() {
        return recent;
    }

    private static Framing framing(@Nullable String asked) {
        if (asked == null) {
            return Framing.PHOTO;
        }
        try {
            return Framing.valueOf(asked.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The framing is not known; expected photo (faces are found), celeba or lfwcrop (the picture is one face), or whole.");
        }
    }

    private void heat(Context context) {
        guard.count(context);
        Examination seen = recent.find(Ids.hex(context.pathParam("answer")));
        int face = Ids.number(context.pathParam("face"), seen.found().size());
        CropGeometry input = seen.model().manifest().input();
        boolean photo = seen.framing() == Framing.PHOTO;
        Face found = seen.found().get(face);
        Picture crop = photo
                ? FaceCropper.crop(seen.picture(), found, input)
                : FaceCropper.crop(seen.picture(), seen.framing(), input);
        HeatMap map = examiner.heat(seen.model(), crop, seen.answers().get(face).yes());
        context.json(new Heat(
                map.rows(),
                map.columns(),
                map.values(),
                photo
                        ? FaceCropper.corners(found, input)
                        : FaceCropper.corners(seen.picture(), seen.framing(), input)));
    }

    /**
     * Where the network looked.
     *
     * @param corners of the map in the upright picture's pixels: x and y of its upper left, upper right and lower left corner
     */
    record Heat(int rows, int columns, float[] values, double[] corners) {}
}
