package dev.gioconda.server.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FaceResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@code POST /v1/classify}, also shown on the page.
 *
 * @param id of the answer, for feedback and heat maps
 * @param label of the largest face, or {@link FaceAnswer#CANNOT_TELL}
 * @param probability of the largest face; null where there is no face
 * @param attribute that the model predicts
 * @param model id of the version in use
 * @param width of the upright image
 * @param height of the upright image
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

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,

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
