package dev.gioconda.face.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Point;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FacePartTest {

    @ParameterizedTest
    @EnumSource
    void points_of_a_part_are_different_ones_of_the_mesh(FacePart part) {
        assertThat(part.points()).doesNotHaveDuplicates().hasSizeGreaterThan(9).allSatisfy(point -> assertThat(point)
                .isBetween(0, FaceMesh.COUNT - 1));
    }

    @Test
    void keys_are_in_camel_case() {
        assertThat(FacePart.LIPS.key()).isEqualTo("lips");
        assertThat(FacePart.RIGHT_EYE.key()).isEqualTo("rightEye");
    }

    @Test
    void a_mesh_of_another_size_is_rejected() {
        assertThatThrownBy(() -> new FaceMesh(Collections.nCopies(68, new Point(0, 0)), 1))
                .hasMessageContaining("68 points; expected 468");
    }
}
