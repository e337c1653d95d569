package dev.gioconda.server.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.classify.ClassifiedFace;
import dev.gioconda.classify.DetectedFace;
import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FaceCrop;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.face.Face;
import dev.gioconda.face.Framing;
import dev.gioconda.image.Picture;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.inference.ServedResult;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Results are remembered in bounded memory, and one client evicts only its own. */
@Tag("integration") // takes more than two seconds
class RecentAnswersTest {

    private static ServedModel model;

    @BeforeAll
    static void load() throws IOException {
        model = ServedModel.load(LocalModels.embedded(), new ServedModel.LoadOptions(1, Precision.FLOAT32, 1));
    }

    @Test
    void answers_for_sixty_phone_photographs_are_remembered() {
        RecentAnswers recent = new RecentAnswers(Clock.systemUTC());
        RecentAnswer photograph = answer(grainy(4032, 3024));
        assertThat(Math.max(photograph.picture().width(), photograph.picture().height()))
                .isEqualTo(2000);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(recent.add(photograph, "client " + i));
        }
        assertThat(ids).allSatisfy(id -> assertThat(recent.find(id)).isEqualTo(photograph));
    }

    @Test
    void client_with_many_answers_evicts_its_own_oldest() {
        RecentAnswer small = answer(grainy(64, 64));
        RecentAnswers recent = new RecentAnswers(Clock.systemUTC(), 4 * small.bytes());
        String other = recent.add(small, "other");
        List<String> flood = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            flood.add(recent.add(small, "flood"));
        }
        assertThat(recent.find(other)).isEqualTo(small);
        assertThat(flood.subList(17, 20))
                .allSatisfy(id -> assertThat(recent.find(id)).isEqualTo(small));
        assertThatThrownBy(() -> recent.find(flood.get(16))).isInstanceOf(ProblemException.class);
    }

    @Test
    void small_images_are_kept_exactly() {
        Picture picture = grainy(200, 150);
        assertThat(answer(picture).picture().rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void face_of_a_reduced_image_is_where_it_was() {
        byte[] rgb = new byte[4000 * 1000 * 3];
        for (int y = 200; y < 800; y++) { // a white square in the right half
            for (int x = 2900; x < 3500; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[(y * 4000 + x) * 3 + c] = (byte) 255;
                }
            }
        }
        RecentAnswer answer = answer(
                new Picture(4000, 1000, rgb), new Face(3100, 400, 200, 200, 0, 1), new Face(300, 400, 200, 200, 0, 1));
        Picture face = answer.pictureOf(0); // three times the box: the square
        assertThat(face.width()).isEqualTo(300);
        assertThat(mean(face)).isGreaterThan(250);
        assertThat(mean(answer.pictureOf(1))).isLessThan(5);
    }

    private static double mean(Picture picture) {
        long sum = 0;
        for (byte value : picture.rgb()) {
            sum += value & 0xff;
        }
        return (double) sum / picture.rgb().length;
    }

    private static RecentAnswer answer(Picture picture, Face... faces) {
        List<ClassifiedFace> classified = new ArrayList<>();
        for (Face face : faces) {
            DetectedFace region = new DetectedFace(face);
            Classifier.Prediction prediction = model.classify(List.of(new Picture(64, 64, new byte[64 * 64 * 3])))
                    .get(0);
            FaceCrop crop = new FaceCrop(region, new Picture(64, 64, new byte[64 * 64 * 3]), new double[6], null);
            classified.add(new ClassifiedFace(crop, prediction, FaceAnswer.of(crop, prediction, "Smiling")));
        }
        return RecentAnswer.of(
                new ServedResult(model, new FaceResult(picture, Framing.PHOTO, "smile/1", "Smiling", classified)),
                ReducedImage.of(picture));
    }

    /** A smooth image with the noise of a camera. */
    private static Picture grainy(int width, int height) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (60 + i / 3 % width * 120 / width + random.nextInt(8));
        }
        return new Picture(width, height, rgb);
    }
}
