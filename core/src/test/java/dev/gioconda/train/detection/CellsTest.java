package dev.gioconda.train.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.detection.CellBoxes;
import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.Point;
import dev.gioconda.nn.DetectorNet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellsTest {

    private static final int SIDE = 128;

    private static DetectedObject object(double x, double y, double side) {
        List<Point> points = List.of(
                new Point(x - 3, y - 2),
                new Point(x + 3, y - 2),
                new Point(x, y),
                new Point(x - 2, y + 4),
                new Point(x + 2, y + 4));
        return new DetectedObject(x, y, 0.8 * side, side / 0.8, points, 1);
    }

    private static CellTargets targets(List<DetectedObject> objects, List<DetectedObject> ignored) {
        return new CellTargets(new AnnotatedPicture(PictureFixture.plain(SIDE, SIDE, 0), objects, ignored));
    }

    /** The stride of every positive cell. */
    private static List<Integer> strides(CellTargets targets, List<CellBoxes.Cell> cells) {
        return IntStream.range(0, cells.size())
                .filter(cell -> targets.object(cell) >= 0)
                .mapToObj(cell -> cells.get(cell).stride())
                .distinct()
                .toList();
    }

    @Test
    void decoding_inverts_encoding() {
        DetectedObject object = object(40, 70, 50);
        for (CellBoxes.Cell cell : new CellBoxes(SIDE, SIDE).cells()) {
            DetectedObject decoded = cell.decode(cell.encode(object), 0, 1);
            assertThat(decoded.x()).isCloseTo(40, within(1e-4));
            assertThat(decoded.height()).isCloseTo(object.height(), within(1e-4));
            assertThat(decoded.points().get(3).y()).isCloseTo(74, within(1e-4));
        }
    }

    @Test
    void cells_of_a_picture_are_level_by_level_in_rows() {
        List<CellBoxes.Cell> cells = new CellBoxes(64, 32).cells();
        assertThat(cells).hasSize(8 * 4 + 4 * 2 + 2);
        assertThat(cells.get(1)).isEqualTo(new CellBoxes.Cell(12, 4, 8));
        assertThat(cells.get(32)).isEqualTo(new CellBoxes.Cell(8, 8, 16));
        assertThat(cells.get(41)).isEqualTo(new CellBoxes.Cell(48, 16, 32));
    }

    @Test
    void small_objects_are_found_by_fine_cells_and_large_ones_by_coarse_cells() {
        List<CellBoxes.Cell> cells = new CellBoxes(SIDE, SIDE).cells();
        assertThat(strides(targets(List.of(object(64, 64, 12)), List.of()), cells))
                .containsExactly(8);
        assertThat(strides(targets(List.of(object(64, 64, 40)), List.of()), cells))
                .containsExactly(8, 16);
        assertThat(strides(targets(List.of(object(64, 64, 120)), List.of()), cells))
                .containsExactly(32);
    }

    @Test
    void cells_near_the_center_that_do_not_fit_are_ignored() {
        CellTargets targets = targets(List.of(object(64, 64, 120)), List.of());
        assertThat(targets.object(SIDE / 8 * (64 / 8) + 64 / 8)).isEqualTo(CellTargets.IGNORED); // of stride 8
        assertThat(targets.object(0)).isEqualTo(CellTargets.BACKGROUND);
    }

    @Test
    void cut_objects_are_ignored_at_all_levels() {
        CellTargets targets = targets(List.of(), List.of(object(64, 64, 60)));
        long ignored = IntStream.range(0, CellTargets.cells(SIDE))
                .filter(cell -> targets.object(cell) == CellTargets.IGNORED)
                .count();
        assertThat(ignored).isGreaterThan(60);
        assertThat(strides(targets, new CellBoxes(SIDE, SIDE).cells())).isEmpty();
    }

    @Test
    void network_has_the_cells_that_are_annotated() {
        assertThat(CellTargets.cells(SIDE))
                .isEqualTo(new CellBoxes(SIDE, SIDE).cells().size());
        assertThat(DetectorNet.paddedSide(97)).isEqualTo(128);
        assertThat(DetectorNet.paddedSide(96)).isEqualTo(96);
    }
}
