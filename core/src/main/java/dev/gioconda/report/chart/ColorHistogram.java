package dev.gioconda.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The histogram of the red, green and blue channel of some pictures.
 *
 * <p>The vertical axis ends at the highest value between 1 and 254: peaks of clipped black and white would otherwise
 * flatten the rest; they are cut at the top.
 *
 * @param pictures the number of pictures
 * @param counts occurrences of the values 0 to 255 // [3][256]
 */
public record ColorHistogram(int pictures, long[][] counts) implements Chart {

    private static final List<String> CHANNELS = List.of("red", "green", "blue");
    private static final Plot.AxisLabels LABELS = new Plot.AxisLabels("value", "% of pixels");
    private static final double BOTTOM = 206;

    /** Checks the sizes. */
    public ColorHistogram {
        if (counts.length != 3 || Arrays.stream(counts).anyMatch(c -> c.length != 256)) {
            throw new IllegalArgumentException("A color histogram needs 3 channels of 256 counts.");
        }
    }

    @Override
    public void draw(Markup page) {
        double[] values = IntStream.range(0, 256).mapToDouble(v -> v).toArray();
        double[][] shares = new double[3][];
        double max = 0;
        for (int c = 0; c < 3; c++) {
            double total = Math.max(1, Arrays.stream(counts[c]).sum());
            shares[c] =
                    Arrays.stream(counts[c]).mapToDouble(n -> 100 * n / total).toArray();
            max = Math.max(max, Arrays.stream(shares[c], 1, 255).max().orElse(0));
        }
        Axis x = Axis.fixed(0, 255, 50, Plot.LEFT, Plot.RIGHT);
        Axis y = Axis.covering(0, Math.max(max, 0.1), 4, BOTTOM, Plot.top(LABELS, CHANNELS));
        Plot plot = Plot.open(page, "Color histogram", description(), x, y);
        page.open("g", "class", "rgb");
        plot.frame(LABELS, CHANNELS);
        for (int c = 0; c < 3; c++) {
            double[] clipped =
                    Arrays.stream(shares[c]).map(s -> Math.min(s, y.high())).toArray();
            plot.area(values, clipped, "s" + c).line(values, clipped, "s" + c);
        }
        page.close();
        plot.close();
    }

    private String description() {
        StringBuilder text = new StringBuilder("Over %d pictures.".formatted(pictures));
        for (int c = 0; c < 3; c++) {
            long[] channel = counts[c];
            int peak = IntStream.range(1, 255)
                    .reduce((a, b) -> channel[b] > channel[a] ? b : a)
                    .orElse(1);
            text.append(" %s is most often %d.".formatted(CHANNELS.get(c), peak));
        }
        return text.toString();
    }
}
