package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AffineMapTest {

    private static final List<Point> POINTS = List.of(
            new Point(69, 112), new Point(108, 112), new Point(88, 135), new Point(72, 153), new Point(106, 152));

    @Property(tries = 100)
    void fit_recovers_a_similarity(
            @ForAll @DoubleRange(min = 0.01, max = 100) double scale,
            @ForAll @DoubleRange(min = -180, max = 180) double degrees,
            @ForAll @DoubleRange(min = -1000, max = 1000) double shift) {
        AffineMap map = AffineMap.similarity(88, 130, shift, -shift, scale, degrees);
        AffineMap fitted = AffineMap.fit(POINTS, POINTS.stream().map(map::apply).toList());
        for (Point point : POINTS) {
            assertThat(fitted.apply(point).x()).isCloseTo(map.apply(point).x(), within(1e-8));
            assertThat(fitted.apply(point).y()).isCloseTo(map.apply(point).y(), within(1e-8));
        }
    }

    @Test
    void fit_has_the_least_squared_distance() {
        List<Point> moved = List.of(
                new Point(70, 110), new Point(109, 115), new Point(80, 135), new Point(75, 150), new Point(104, 155));
        AffineMap fitted = AffineMap.fit(POINTS, moved);
        double least = squaredDistance(fitted, moved);
        for (double change : new double[] {-0.01, 0.01}) {
            AffineMap wider = new AffineMap(
                    fitted.xu() + change, fitted.xv(), fitted.x0(), fitted.yu(), fitted.yv() + change, fitted.y0());
            AffineMap turned = new AffineMap(
                    fitted.xu(), fitted.xv() - change, fitted.x0(), fitted.yu() + change, fitted.yv(), fitted.y0());
            AffineMap shifted = new AffineMap(
                    fitted.xu(), fitted.xv(), fitted.x0() + change, fitted.yu(), fitted.yv(), fitted.y0() - change);
            assertThat(List.of(
                            squaredDistance(wider, moved),
                            squaredDistance(turned, moved),
                            squaredDistance(shifted, moved)))
                    .allMatch(distance -> distance > least);
        }
    }

    @Test
    void inverse_takes_points_back() {
        AffineMap map = new AffineMap(2, -0.5, 7, 0.3, 1.5, -4);
        for (Point point : POINTS) {
            Point back = map.inverse().apply(map.apply(point));
            assertThat(Math.hypot(back.x() - point.x(), back.y() - point.y())).isLessThan(1e-9);
        }
    }

    private static double squaredDistance(AffineMap map, List<Point> to) {
        double sum = 0;
        for (int i = 0; i < to.size(); i++) {
            Point mapped = map.apply(POINTS.get(i));
            sum += Math.pow(mapped.x() - to.get(i).x(), 2)
                    + Math.pow(mapped.y() - to.get(i).y(), 2);
        }
        return sum;
    }
}
