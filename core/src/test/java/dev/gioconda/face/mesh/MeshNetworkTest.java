package dev.gioconda.face.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gioconda.face.Face;
import dev.gioconda.face.FacePoints;
import dev.gioconda.face.HeadPose;
import dev.gioconda.golden.GoldenFiles;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MediaPipe's network on a self-portrait of Vincent van Gogh; runs where its file is at hand. */
@Tag("integration")
class MeshNetworkTest {

    private static final Path WEIGHTS = Path.of(
            System.getProperty("gioconda.root", "."), "../shared/weights/npm-mediapipe/face_landmark_468.tflite");

    /** As YuNet finds them, some of them up to 20 pixels beside the painted ones. */
    private static final FacePoints VAN_GOGH = new FacePoints(
            new Point(139, 222), new Point(210, 211), new Point(166, 265), new Point(160, 307), new Point(222, 296));

    private static MeshNetwork open() throws IOException {
        assumeThat(WEIGHTS).as("face-mesh is not on this machine").isRegularFile();
        return new MeshNetwork(WEIGHTS);
    }

    private static Picture painting() throws IOException {
        return new SafeImageDecoder()
                .read(GoldenFiles.resource(MeshNetworkTest.class, "/golden/faces")
                        .resolve("van_gogh_self_portrait.png"));
    }

    private static Face face(FacePoints points) {
        return new Face(0, 0, 100, 100, points.roll(), 1, points);
    }

    private static Point center(FaceMesh mesh, FacePart part) {
        List<Point> polygon = mesh.polygon(part);
        return new Point(
                polygon.stream().mapToDouble(Point::x).average().orElseThrow(),
                polygon.stream().mapToDouble(Point::y).average().orElseThrow());
    }

    private static double distance(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    @Test
    void parts_are_where_eyes_and_mouth_are() throws IOException {
        try (MeshNetwork network = open()) {
            FaceMesh mesh = network.mesh(painting(), face(VAN_GOGH));
            assertThat(mesh.presence()).isGreaterThan(0.9);
            assertThat(distance(center(mesh, FacePart.RIGHT_EYE), new Point(140, 204)))
                    .isLessThan(15);
            assertThat(distance(center(mesh, FacePart.LEFT_EYE), new Point(228, 208)))
                    .isLessThan(15);
            assertThat(distance(center(mesh, FacePart.LIPS), new Point(178, 303)))
                    .isLessThan(15);
            assertThat(center(mesh, FacePart.RIGHT_BROW).y())
                    .isLessThan(center(mesh, FacePart.RIGHT_EYE).y());
        }
    }

    @Test
    void pose_follows_turns_and_mirrors() throws IOException {
        try (MeshNetwork network = open()) {
            Picture upright = painting();
            HeadPose pose = MeshPose.of(network.mesh(upright, face(VAN_GOGH)));
            AffineMap turn = AffineMap.similarity(
                    upright.width() / 2.0,
                    upright.height() / 2.0,
                    upright.width() / 2.0,
                    upright.height() / 2.0,
                    1,
                    -20);
            Picture turned = Resampler.sample(
                    upright,
                    turn,
                    new CropGeometry(
                            0, 0, upright.width(), upright.height(), upright.width(), upright.height(), false));
            FacePoints turnedPoints = VAN_GOGH.map(turn.inverse()::apply);
            HeadPose turnedPose = MeshPose.of(network.mesh(turned, face(turnedPoints)));
            assertThat(turnedPose.roll()).isCloseTo(pose.roll() + 20, within(2.0));
            assertThat(turnedPose.yaw()).isCloseTo(pose.yaw(), within(3.0));
            HeadPose mirrored = MeshPose.of(
                    network.mesh(Orientation.MIRRORED.upright(upright), face(VAN_GOGH.mirrored(upright.width()))));
            assertThat(mirrored.yaw()).isCloseTo(-pose.yaw(), within(6.0));
            assertThat(mirrored.roll()).isCloseTo(-pose.roll(), within(4.0));
        }
    }

    @Test
    void a_file_that_is_no_network_is_rejected(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mesh.tflite"), "not a network at all");
        assertThatThrownBy(() -> new MeshNetwork(file)).isInstanceOf(IOException.class);
    }
}
