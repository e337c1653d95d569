package dev.gioconda.image.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Pictures;
import dev.gioconda.image.codec.ImageDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FaceDetectorTest {
    private static final FaceDetector DETECTOR = new FaceDetector();
    private static final Path WILD =
            Path.of(System.getProperty("gioconda.root", "."), "../shared/data/celeba_wild/img_celeba");

    @AfterAll
    static void close() {
        DETECTOR.close();
    }

    @Test
    void picturesWithoutAFaceGiveNone() {
        for (Picture picture : List.of(
                Pictures.plain(1, 1, 0),
                Pictures.plain(640, 480, 128),
                Pictures.gradient(300, 200),
                Pictures.noise(178, 218, 4))) {
            assertThat(DETECTOR.detect(picture)).isEmpty();
            assertThat(DETECTOR.largest(picture)).isEmpty();
        }
    }

    @Test
    void drawnFaceIsFoundWhereItWasDrawn() {
        Face face = DETECTOR.largest(DrawnFace.in(400, 300, 220, 140, 120)).orElseThrow();
        assertThat(face.x() + face.width() / 2).isCloseTo(220, within(15.0));
        assertThat(face.y() + face.height() / 2).isCloseTo(140, within(25.0));
    }

    @Test
    void samePictureGivesTheSameFaces() {
        Picture picture = DrawnFace.in(400, 300, 220, 140, 120);
        assertThat(DETECTOR.detect(picture)).isEqualTo(DETECTOR.detect(picture)).isNotEmpty();
    }

    @Test
    void nativeMemoryStaysFlat() {
        Picture picture = Pictures.noise(200, 200, 6);
        DETECTOR.detect(picture);
        long before = Pointer.totalBytes();
        for (int i = 0; i < 20; i++) {
            DETECTOR.detect(picture);
        }
        assertThat(Pointer.totalBytes()).isEqualTo(before);
    }

    @Test
    void photographsShowTheirFace() throws IOException {
        assumeThat(WILD).as("the CelebA photographs are not on this machine").isDirectory();
        ImageDoor door = new ImageDoor();
        int found = 0;
        try (Stream<Path> files = Files.list(WILD)) {
            for (Path file : files.toList()) {
                Optional<Picture> crop = FaceCropper.cropLargest(
                        door.read(file), new CropGeometry(46, 86, 86, 86, 64, 64, false), DETECTOR);
                found += crop.isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(39); // of 42; one less than measured
    }
}
