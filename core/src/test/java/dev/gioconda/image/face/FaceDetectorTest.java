package dev.gioconda.image.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FaceDetectorTest {
    private static final FaceDetector DETECTOR = new FaceDetector();
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
                Optional<Picture> crop = FaceCropper.cropLargest(
                        decoder.read(file), new CropGeometry(46, 86, 86, 86, 64, 64, false), DETECTOR);
                found += crop.isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(39); // of 42; one less than measured
    }
}
