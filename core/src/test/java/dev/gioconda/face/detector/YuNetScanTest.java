package dev.gioconda.face.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.Point;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With YuNet's published file, which is not part of the project: these tests run where it is at hand. */
@Tag("integration")
class YuNetScanTest {

    private static final Path SHARED = Path.of(System.getProperty("gioconda.root", "."), "../shared");
    private static final Path WEIGHTS = SHARED.resolve("weights/yunet_n_640_640.onnx");

    @Test
    void faces_are_those_of_opencv_in_python() throws IOException {
        JsonNode expected;
        try (InputStream in = Objects.requireNonNull(
                YuNetScanTest.class.getResourceAsStream("/golden/numbers/yunet-paintings.json"))) {
            expected = new JsonMapper().readTree(in);
        }
        try (FaceDetector detector = open()) {
            for (String name : List.of("gauguin_tahiti", "matisse_woman_with_hat", "van_gogh_self_portrait")) {
                List<Face> faces = detector.detect(painting(name));
                JsonNode rows = expected.get(name);
                assertThat(faces).as(name).hasSize(rows.size());
                for (JsonNode row : rows) {
                    assertThat(faces).anySatisfy(face -> assertSame(face, row));
                }
            }
        }
    }

    /** x, y, width and height of the box, five points, score. */
    private static void assertSame(Face face, JsonNode row) {
        assertThat(new double[] {face.x(), face.y(), face.width(), face.height()})
                .containsExactly(
                        new double[] {
                            row.get(0).asDouble(),
                            row.get(1).asDouble(),
                            row.get(2).asDouble(),
                            row.get(3).asDouble()
                        },
                        within(0.01));
        List<Point> points = Objects.requireNonNull(face.points()).list();
        for (int i = 0; i < points.size(); i++) {
            assertThat(points.get(i).x()).isCloseTo(row.get(4 + 2 * i).asDouble(), within(0.01));
            assertThat(points.get(i).y()).isCloseTo(row.get(5 + 2 * i).asDouble(), within(0.01));
        }
        assertThat(face.detection()).isCloseTo(row.get(14).asDouble(), within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"6, 90", "8, -90", "3, 180"})
    void sideways_painting_is_searched_in_all_turns(int orientation, double roll) throws IOException {
        Picture upright = painting("matisse_woman_with_hat");
        Picture turned = Orientation.ofExif(orientation).upright(upright);
        try (FaceDetector detector = open()) {
            Face up = detector.detect(upright).get(0);
            double upRoll = up.roll();
            Face face = detector.detect(turned).get(0);
            assertThat(Math.IEEEremainder(face.roll() - upRoll - roll, 360)).isCloseTo(0, within(5.0));
            boolean sideways = Math.abs(roll) == 90;
            assertThat(face.width()).isCloseTo(sideways ? up.height() : up.width(), within(0.1 * up.width()));
            assertThat(face.height()).isCloseTo(sideways ? up.width() : up.height(), within(0.1 * up.height()));
        }
    }

    @Test
    void refined_points_are_near_the_detected_ones() throws IOException {
        Picture painting = painting("van_gogh_self_portrait");
        try (FaceDetector detector = open()) {
            Face face = detector.detect(painting).get(0);
            Face refined = detector.refined(painting, face);
            assertThat(refined).isNotEqualTo(face);
            assertThat(refined.width()).isEqualTo(face.width());
            for (int i = 0; i < 5; i++) {
                Point before = Objects.requireNonNull(face.points()).list().get(i);
                Point after = Objects.requireNonNull(refined.points()).list().get(i);
                assertThat(Math.hypot(after.x() - before.x(), after.y() - before.y()))
                        .isLessThan(0.1 * face.width());
            }
        }
    }

    @Test
    void images_without_a_face_give_no_detection() throws IOException {
        try (FaceDetector detector = open()) {
            for (Picture picture : List.of(
                    PictureFixture.plain(1, 1, 0),
                    PictureFixture.plain(3000, 2, 128),
                    PictureFixture.plain(1, 2000, 128),
                    PictureFixture.noise(32, 32, 3),
                    PictureFixture.gradient(300, 200),
                    PictureFixture.noise(178, 218, 4))) {
                assertThat(detector.detect(picture)).isEmpty();
                assertThat(detector.largest(picture)).isEmpty();
            }
        }
    }

    @Test
    void file_that_is_no_network_is_rejected(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("yunet.onnx"), "not a network");
        assertThatThrownBy(() -> new YuNetScan(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("yunet.onnx")
                .hasMessageContaining("import YuNet again");
    }

    private static FaceDetector open() {
        assumeThat(WEIGHTS).as("YuNet's file is not on this machine").isRegularFile();
        return new FaceDetectors(FaceDetectors.YUNET, WEIGHTS).open();
    }

    private static Picture painting(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(YuNetScanTest.class.getResourceAsStream("/golden/faces/" + name + ".png"))) {
            return new SafeImageDecoder().read(in).picture();
        }
    }
}
