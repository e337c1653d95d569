package dev.gioconda.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.face.Face;
import dev.gioconda.face.Framing;
import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.face.quality.QualityReason;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.model.Classifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaceAnswerTest {

    private static final Picture PICTURE = PictureFixture.plain(64, 64, 90);
    private static final FaceQuality BLURRED =
            new FaceQuality(0.41267, List.of(QualityReason.BLURRED, QualityReason.SMALL));

    private static FaceAnswer answer(Region region, @Nullable FaceQuality quality, boolean certain) {
        FaceCrop crop = new FaceCrop(region, PICTURE, new double[6], quality);
        return FaceAnswer.of(crop, new Classifier.Prediction(0.52, true, certain, List.of(0.52)), "Smiling");
    }

    private static FaceAnswer detected(boolean certain) {
        return answer(new DetectedFace(new Face(1, 2, 30, 40, 0, 0.9)), BLURRED, certain);
    }

    @Test
    void quality_is_rounded_and_its_reasons_are_in_words() {
        FaceAnswer answer = detected(true).scaled(3);
        assertThat(answer.quality()).isEqualTo(0.413);
        assertThat(answer.reasons()).containsExactly("the face is blurred", "the face is small");
        assertThat(answer.probability()).isEqualTo(0.52);
        assertThat(answer.x()).isEqualTo(3);
    }

    @Test
    void main_reason_explains_only_what_the_model_cannot_tell() {
        assertThat(detected(false).label()).isEqualTo(FaceAnswer.CANNOT_TELL);
        assertThat(detected(false).uncertainty()).isEqualTo("the face is blurred");
        assertThat(detected(true).uncertainty()).isNull();
        FaceQuality good = new FaceQuality(0.9, List.of());
        assertThat(answer(new DetectedFace(new Face(1, 2, 30, 40, 0, 0.9)), good, false)
                        .uncertainty())
                .isNull();
    }

    @Test
    void fixed_frame_has_no_quality() {
        WholeFrame frame = WholeFrame.of(PICTURE, Framing.CELEBA);
        assertThat(frame.quality(PICTURE)).isNull();
        JsonNode json = new JsonMapper().valueToTree(answer(frame, frame.quality(PICTURE), false));
        assertThat(json.has("quality")).isFalse();
        assertThat(json.path("reasons")).isEmpty();
    }
}
