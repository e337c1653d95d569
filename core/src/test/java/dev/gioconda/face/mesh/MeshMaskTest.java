package dev.gioconda.face.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeshMaskTest {

    private static final Picture PICTURE = PictureFixture.plain(40, 30, 7);

    /** A mesh of which each part is a circle. */
    private static FaceMesh circles(double ovalRadius, double otherRadius) {
        List<Point> points = new ArrayList<>(Collections.nCopies(FaceMesh.COUNT, new Point(0, 0)));
        for (FacePart part : FacePart.values()) {
            double radius = part == FacePart.OVAL ? ovalRadius : otherRadius;
            for (int i = 0; i < part.points().size(); i++) {
                double angle = 2 * Math.PI * i / part.points().size();
                points.set(
                        part.points().get(i), new Point(20 + radius * Math.cos(angle), 15 + radius * Math.sin(angle)));
            }
        }
        return new FaceMesh(points, 1);
    }

    private static long white(Picture mask) {
        return Arrays.stream(boxed(mask.rgb())).filter(value -> value != 0).count() / 3;
    }

    private static int[] boxed(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i];
        }
        return values;
    }

    @Test
    void inside_of_a_polygon_is_white() {
        Picture mask = MeshMask.of(PICTURE, List.of(circles(10, 4)), Set.of(FacePart.OVAL), Set.of());
        assertThat(mask.width()).isEqualTo(40);
        assertThat(mask.height()).isEqualTo(30);
        assertThat(mask.at(20, 15, 0)).isEqualTo(255);
        assertThat(mask.at(31, 15, 1)).isZero();
        assertThat(white(mask)).isBetween(300L, 320L); // pi 10 squared, less the segments beside 36 corners
    }

    @Test
    void parts_outside_are_cut_out() {
        Picture mask = MeshMask.of(PICTURE, List.of(circles(10, 4)), Set.of(FacePart.OVAL), Set.of(FacePart.LIPS));
        assertThat(mask.at(20, 15, 0)).isZero();
        assertThat(mask.at(27, 15, 0)).isEqualTo(255);
        assertThat(white(mask)).isBetween(250L, 270L);
    }

    @Test
    void a_face_beyond_the_border_is_cut_off() {
        Picture mask = MeshMask.of(PICTURE, List.of(circles(100, 4)), Set.of(FacePart.OVAL), Set.of());
        assertThat(white(mask)).isEqualTo(40 * 30);
        assertThat(white(MeshMask.of(PICTURE, List.of(), Set.of(FacePart.OVAL), Set.of())))
                .isZero();
    }
}
