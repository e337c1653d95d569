package dev.gioconda.face.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of a network's faces are reported. */
class ScanningDetectorTest {

    private static final Picture PICTURE = PictureFixture.plain(200, 200, 90);

    /** A network that always finds the same faces. */
    private record FixedScan(List<Face> all) implements FaceScan {

        @Override
        public List<Face> faces(Picture picture) {
            return all;
        }

        @Override
        public int fineSide() {
            return 640;
        }

        @Override
        public int coarseSide() {
            return 224;
        }

        @Override
        public int coarseFrom() {
            return 288;
        }

        @Override
        public double minBesideClear() {
            return 0.75;
        }

        @Override
        public void close() {}
    }

    private static Face face(double x, double side, double detection) {
        return new Face(x, 20, side, side, 0, detection);
    }

    private static FaceDetector detector(Face... faces) {
        return new ScanningDetector("fixed", new FixedScan(List.of(faces)));
    }

    @Test
    void small_unclear_face_is_not_the_largest_either() {
        FaceDetector small = detector(face(20, 30, 0.6));
        assertThat(small.detect(PICTURE)).isEmpty();
        assertThat(small.largest(PICTURE)).isEmpty();
    }

    @Test
    void largest_is_the_first_of_all_reported_faces() {
        for (FaceDetector detector : List.of(
                detector(face(20, 60, 0.6)),
                detector(face(20, 30, 0.7), face(100, 50, 0.6)),
                detector(face(20, 80, 0.6), face(120, 20, 0.9)))) {
            List<Face> reported = detector.detect(PICTURE);
            assertThat(reported).hasSize(1);
            assertThat(detector.largest(PICTURE)).contains(reported.get(0));
        }
    }
}
