package dev.gioconda.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.evaluate.Calibration;
import dev.gioconda.evaluate.Interval;
import dev.gioconda.evaluate.RocCurve;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {

    @Test
    void roc_curve_is_drawn_at_its_rates() {
        RocCurve roc = new RocCurve(List.of(
                new RocCurve.RocPoint(0, 0, null),
                new RocCurve.RocPoint(0.25, 0.5, 0.7),
                new RocCurve.RocPoint(1, 1, 0.1)));
        Document svg = XmlFixture.parse(new RocChart("ROC", List.of(new RocChart.Curve("compact", roc))).svg());
        // a square of 310 units from (40, 334), its lower left corner, to (350, 24)
        assertThat(XmlFixture.all(svg, "polyline", "line s0"))
                .singleElement()
                .extracting(e -> e.getAttribute("points"))
                .isEqualTo("40,334 117.5,179 350,24");
        assertThat(XmlFixture.all(svg, "polyline", "line diagonal"))
                .singleElement()
                .extracting(e -> e.getAttribute("points"))
                .isEqualTo("40,334 350,24");
    }

    @Test
    void loss_axis_starts_at_zero() {
        Series series = new Series("train", new double[] {1, 2, 3}, new double[] {0.8, 0.4, 0.2});
        Document svg = XmlFixture.parse(new LineChart("Loss", "epoch", "loss", List.of(series), true, 2.0).svg());
        // 0 to 0.8 from 206 up to 24, epochs 1 to 3 from 40 to 350
        assertThat(XmlFixture.all(svg, "polyline", "line s0").get(0).getAttribute("points"))
                .isEqualTo("40,24 195,115 350,160.5");
        assertThat(XmlFixture.all(svg, "line", "hair").get(0).getAttribute("x1"))
                .isEqualTo("195");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("train: from 0.8000 to 0.2000, least 0.2000, most 0.8000.");
    }

    @Test
    void missing_values_leave_a_gap_and_single_points_are_dots() {
        double nan = Double.NaN;
        Series series = new Series("a", new double[] {1, 2, 3, 4, 5, 6}, new double[] {1, 2, nan, 3, nan, nan});
        Document svg = XmlFixture.parse(new LineChart("t", "x", "y", List.of(series), false, null).svg());
        assertThat(XmlFixture.all(svg, "polyline", "line s0")).hasSize(1);
        assertThat(XmlFixture.all(svg, "circle", "dot s0")).hasSize(1);
    }

    @Test
    void one_epoch_or_no_values_still_draw() {
        Series one = new Series("a", new double[] {1}, new double[] {0.5});
        Series unmeasured = new Series("b", new double[] {1}, new double[] {Double.NaN});
        String svg = new LineChart("t", "x", "y", List.of(one, unmeasured), false, null).svg();
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity").contains("b: no values.");
        assertThat(XmlFixture.all(XmlFixture.parse(svg), "circle", "dot s0")).hasSize(1);
    }

    @Test
    void bars_start_at_zero_and_whiskers_span_the_interval() {
        List<BarChart.BarRow> rows = List.of(new BarChart.BarRow("Smiling", 0.5, new Interval(0.25, 0.75), "50 %"));
        Document svg = XmlFixture.parse(new BarChart("Balance", rows, BarChart.MarkShape.BAR, null).svg());
        Element bar = XmlFixture.all(svg, "rect", "bar s0").get(0);
        Element whisker = XmlFixture.all(svg, "line", "whisker s0").get(0);
        double zero = number(bar, "x");
        double width = number(bar, "width");
        assertThat(number(whisker, "x1")).isEqualTo(zero + width / 2, within(0.02));
        assertThat(number(whisker, "x2")).isEqualTo(zero + width * 1.5, within(0.02));
    }

    @Test
    void reliability_dots_grow_with_the_bin_count() {
        Calibration calibration = new Calibration(
                0.1, List.of(new Calibration.Bin(0, 0.1, 10, 0.05, 0), new Calibration.Bin(0.9, 1, 1000, 0.95, 1)));
        Document svg = XmlFixture.parse(
                new ReliabilityChart("r", List.of(new ReliabilityChart.Line("compact", calibration))).svg());
        List<Element> dots = XmlFixture.all(svg, "circle", "dot s0");
        assertThat(dots).hasSize(2);
        assertThat(number(dots.get(0), "cx")).isEqualTo(55.5);
        assertThat(number(dots.get(0), "cy")).isEqualTo(334);
        assertThat(number(dots.get(1), "r")).isGreaterThan(number(dots.get(0), "r"));
        assertThat(dots.get(1).getTextContent()).contains("1,000 pictures given 95.0");
    }

    @Test
    void heat_map_shades_values_and_prints_small_matrices() {
        Document svg = XmlFixture.parse(
                new HeatMapChart("h", List.of("A_b", "C"), new double[][] {{1, -0.5}, {-0.5, 0}}).svg());
        assertThat(XmlFixture.all(svg, "rect", "cell s0"))
                .extracting(e -> number(e, "fill-opacity"))
                .containsExactly(0.9, 0.04);
        assertThat(XmlFixture.all(svg, "rect", "cell s1"))
                .extracting(e -> number(e, "fill-opacity"))
                .containsExactly(0.47, 0.47);
        assertThat(XmlFixture.all(svg, "text"))
                .extracting(Element::getTextContent)
                .contains("A b", "−0.50", "1.00");
    }

    @Test
    void color_histogram_peaks_at_the_mode_and_clips() {
        long[][] counts = new long[3][256];
        counts[0][100] = 10;
        counts[0][0] = 90;
        Document svg = XmlFixture.parse(new ColorHistogram(32, counts).svg());
        String red = XmlFixture.all(svg, "polyline", "line s0").get(0).getAttribute("points");
        // 100 of 255 over 310 units; 10 % reaches the top of the axis, and the 90 % at 0 are cut there
        assertThat(red).contains(" 161.57,24 ").startsWith("40,24 ");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).contains("red is most often 100");
    }

    @Test
    void mismatched_names_are_rejected() {
        assertThatThrownBy(() -> new HeatMapChart("h", List.of("a"), new double[][] {{1, 2}}))
                .hasMessageContaining("1 names");
        assertThatThrownBy(() -> new Series("a", new double[1], new double[2])).hasMessageContaining("'a'");
        assertThatThrownBy(() -> new ColorHistogram(1, new long[3][255])).hasMessageContaining("256");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
