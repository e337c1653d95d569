package dev.gioconda.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.Framing;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration") // loads detector and model, two seconds
class FacePipelineTest {

    private static Classifier classifier;
    private static FacePipeline pipeline;
    private static Picture portrait;

    @BeforeAll
    static void load() throws IOException {
        classifier = Classifier.load(LocalModels.embedded());
        pipeline = FacePipeline.of(classifier);
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        List<Picture> pictures = new ArrayList<>();
        portraits.visit(portraits.entries(), (entry, bytes) -> pictures.add(new SafeImageDecoder().decode(bytes)));
        portrait = pictures.get(0);
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    @Test
    void fixed_framing_is_cropped_and_classified_without_detection() {
        FaceResult result = pipeline.classify(portrait, Framing.CELEBA);

        Picture crop =
                FaceCropper.crop(portrait, Framing.CELEBA, classifier.manifest().input());
        Classifier.Prediction expected = classifier.classify(List.of(crop)).get(0);
        assertThat(result.faces()).singleElement().satisfies(face -> {
            assertThat(face.crop().region()).isEqualTo(WholeFrame.of(portrait, Framing.CELEBA));
            assertThat(face.prediction()).isEqualTo(expected);
        });
        assertThat(result.probability()).isEqualTo(expected.probability());
        assertThat(result.label()).isEqualTo(FaceAnswer.label(expected, result.attribute()));
        assertThat(result.reason()).isNull();
    }

    @Test
    void encoded_and_decoded_images_have_the_same_result() throws IOException {
        FaceResult decoded = pipeline.classify(portrait);
        FaceResult encoded = pipeline.classify(PictureWriter.png(portrait));

        assertThat(encoded.answers()).isEqualTo(decoded.answers());
    }

    @Test
    void faces_below_the_smallest_detection_score_are_not_reported() {
        double detection =
                pipeline.classify(portrait).faces().get(0).crop().region().detection();
        assertThat(detection).isBetween(FaceExtractor.MIN_DETECTION, 1.0);
        try (FacePipeline strict = FacePipeline.of(classifier, FaceDetectors.installed(), 1)) {
            assertThat(strict.classify(portrait).faces()).isEmpty();
        }
        assertThatThrownBy(() -> FacePipeline.of(classifier, FaceDetectors.installed(), 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 0 to 1");
    }

    @Test
    void image_without_a_face_has_no_answer_and_a_reason() {
        FaceResult result = pipeline.classify(new Picture(64, 64, new byte[64 * 64 * 3]));

        assertThat(result.faces()).isEmpty();
        assertThat(result.label()).isEqualTo(FaceAnswer.CANNOT_TELL);
        assertThat(result.probability()).isNull();
        assertThat(result.reason()).isEqualTo("no face was found");
    }

    @Test
    void bytes_that_are_not_an_image_are_rejected() {
        assertThatThrownBy(() -> pipeline.classify(new byte[] {1, 2, 3})).isInstanceOf(RefusedPictureException.class);
    }
}
