package dev.gioconda.face.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("integration")
class CascadeDetectorTest {
    private static final FaceDetector DETECTOR = new CascadeDetector();
    private static final Path WILD =
            Path.of(System.getProperty("gioconda.root", "."), "../shared/data/celeba_wild/img_celeba");

    @AfterAll
    static void close() {
        DETECTOR.close();
    }

    @Test
    void images_without_a_face_give_no_detection() {
        for (Picture picture : List.of(
                PictureFixture.plain(1, 1, 0),
                PictureFixture.plain(640, 480, 128),
                PictureFixture.gradient(300, 200),
                PictureFixture.noise(178, 218, 4))) {
            assertThat(DETECTOR.detect(picture)).isEmpty();
            assertThat(DETECTOR.largest(picture)).isEmpty();
        }
    }

    @Test
    void drawn_face_is_detected_at_its_position() {
        Face face =
                DETECTOR.largest(DrawnFaceFixture.draw(400, 300, 220, 140, 120)).orElseThrow();
        assertThat(face.x() + face.width() / 2).isCloseTo(220, within(15.0));
        assertThat(face.y() + face.height() / 2).isCloseTo(140, within(25.0));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "6, 90", "8, -90", "3, 180"})
    void sideways_photograph_is_searched_in_all_turns(int orientation, double roll) {
        Picture turned = Orientation.ofExif(orientation).upright(DrawnFaceFixture.draw(400, 300, 220, 140, 120));
        Face face = DETECTOR.detect(turned).get(0);
        assertThat(Math.IEEEremainder(face.roll() - roll, 360)).isCloseTo(0, within(20.0));
        assertThat(face.detection()).isGreaterThan(0.5);
    }

    @Test
    void rolled_face_beside_an_upright_one_is_detected() {
        Picture upright = DrawnFaceFixture.draw(300, 300, 150, 150, 120);
        AffineMap rolled = AffineMap.similarity(150, 150, 150, 150, 1, -30);
        Picture right = Resampler.sample(upright, rolled, new CropGeometry(0, 0, 300, 300, 300, 300, false));
        Picture both = sideBySide(upright, right);
        assertThat(DETECTOR.detect(both))
                .extracting(face -> face.x() + face.width() / 2 < 300)
                .contains(true, false);
    }

    private static Picture sideBySide(Picture left, Picture right) {
        byte[] rgb = new byte[left.rgb().length + right.rgb().length];
        int row = 3 * left.width();
        for (int y = 0; y < left.height(); y++) {
            System.arraycopy(left.rgb(), y * row, rgb, 2 * y * row, row);
            System.arraycopy(right.rgb(), y * row, rgb, (2 * y + 1) * row, row);
        }
        return new Picture(2 * left.width(), left.height(), rgb);
    }

    @Test
    void detection_is_deterministic() {
        Picture picture = DrawnFaceFixture.draw(400, 300, 220, 140, 120);
        assertThat(DETECTOR.detect(picture)).isEqualTo(DETECTOR.detect(picture)).isNotEmpty();
    }

    @Test
    void detection_does_not_leak_native_memory() {
        Picture picture = PictureFixture.noise(200, 200, 6);
        DETECTOR.detect(picture);
        awaitCollectionOfUnreachablePointers();
        long before = Pointer.totalBytes();
        for (int i = 0; i < 20; i++) {
            DETECTOR.detect(picture);
        }
        assertThat(Pointer.totalBytes()).isEqualTo(before);
    }

    /** Pointers that tests before this one left to the garbage collector would be released during the measurement. */
    private static void awaitCollectionOfUnreachablePointers() {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            System.gc();
            return last.getAndSet(Pointer.totalBytes()) == Pointer.totalBytes();
        });
    }

    @Test
    void faces_are_detected_in_real_photos() throws IOException {
        assumeThat(WILD).as("the CelebA photographs are not on this machine").isDirectory();
        SafeImageDecoder decoder = new SafeImageDecoder();
        int found = 0;
        try (Stream<Path> files = Files.list(WILD)) {
            for (Path file : files.toList()) {
                found += DETECTOR.largest(decoder.read(file)).isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(39); // of 42; one less than measured
    }
}
