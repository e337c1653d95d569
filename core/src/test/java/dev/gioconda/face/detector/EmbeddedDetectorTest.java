package dev.gioconda.face.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.Point;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.DetectorFiles;
import dev.gioconda.model.DetectorManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The detector that is part of the program. */
class EmbeddedDetectorTest {

    private static FaceDetector open() {
        return new FaceDetectors(FaceDetectors.GIOCONDA, null).open();
    }

    private static List<Picture> portraits(int count) throws IOException {
        List<Picture> portraits = new ArrayList<>();
        SyntheticPortraits drawn = new SyntheticPortraits(3, count);
        drawn.visit(drawn.entries(), (entry, bytes) -> portraits.add(new SafeImageDecoder().decode(bytes)));
        return portraits;
    }

    private static Picture turned(Picture picture, double degrees) {
        double x = picture.width() / 2.0;
        double y = picture.height() / 2.0;
        return Resampler.sample(
                picture,
                AffineMap.similarity(x, y, x, y, 1, -degrees),
                new CropGeometry(0, 0, picture.width(), picture.height(), picture.width(), picture.height(), false));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-45, -20, 20, 45, 90, -90})
    void turned_faces_are_found_with_their_roll(double degrees) throws IOException {
        Picture upright = portraits(1).get(0);
        try (FaceDetector detector = open()) {
            double roll = detector.detect(upright).get(0).roll();
            Face face = detector.detect(turned(upright, degrees)).get(0);
            assertThat(Math.IEEEremainder(face.roll() - roll - degrees, 360)).isCloseTo(0, within(12.0));
        }
    }

    @Test
    void drawn_portraits_are_found() throws IOException {
        try (FaceDetector detector = open()) {
            for (Picture portrait : portraits(20)) {
                Face face = detector.detect(portrait).get(0);
                assertThat(face.x() + face.width() / 2).isBetween(0.35 * portrait.width(), 0.65 * portrait.width());
                assertThat(detector.largest(portrait)).isPresent();
            }
        }
    }

    @Test
    void pictures_without_a_face_have_no_clear_one() {
        try (FaceDetector detector = open()) {
            for (Picture picture : List.of(
                    PictureFixture.plain(1, 1, 0),
                    PictureFixture.plain(3000, 2, 128),
                    PictureFixture.plain(1, 2000, 128),
                    PictureFixture.noise(32, 32, 3),
                    PictureFixture.gradient(300, 200),
                    PictureFixture.noise(178, 218, 4))) {
                assertThat(detector.detect(picture)).noneMatch(Face::clear);
            }
        }
    }

    @Test
    void a_mirror_image_has_mirrored_points() throws IOException {
        Picture portrait = portraits(1).get(0);
        try (FaceDetector detector = open()) {
            Face face = detector.detect(portrait).get(0);
            Face mirrored =
                    detector.detect(Orientation.MIRRORED.upright(portrait)).get(0);
            FacePoints back = Objects.requireNonNull(mirrored.points()).mirrored(portrait.width());
            Point eye = Objects.requireNonNull(face.points()).rightEye();
            assertThat(Math.hypot(back.rightEye().x() - eye.x(), back.rightEye().y() - eye.y()))
                    .isLessThan(0.1 * face.width());
        }
    }

    @Test
    void detectors_share_the_network_and_agree() throws IOException {
        Picture portrait = portraits(1).get(0);
        try (FaceDetector first = open();
                FaceDetector second = open()) {
            assertThat(first.id()).isEqualTo("gioconda");
            assertThat(second.detect(portrait)).isEqualTo(first.detect(portrait));
        }
    }

    @Test
    void shipped_files_are_small_and_state_their_origin() throws IOException {
        DetectorManifest manifest = DetectorFiles.manifest(DetectorFiles.embedded());
        assertThat(Files.size(DetectorFiles.embedded().resolve("weights.safetensors")))
                .isLessThan(400_000);
        assertThat(manifest.points()).isTrue();
        assertThat(manifest.data().get("objects")).contains("genki4k").doesNotContain("celeba");
        assertThat(manifest.data().get("teacher")).isEqualTo("yunet");
        assertThat(DetectorFiles.embedded().resolve("card.md")).content().contains("annotated by: yunet");
    }
}
