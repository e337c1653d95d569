package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.tensor.Tensors;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/** Compares outputs with reference numbers {@code n, mean, l2, first, last} and records the differences. */
final class GoldenComparison {

    static final String HEADER = String.format("%-24s %7s %12s %28s", "network", "outputs", "worst l2", "worst value");

    private static final double L2_TOLERANCE = 1e-3; // relative
    private static final double VALUE_TOLERANCE =
            2e-3; // of the values' root mean square, for single values and the mean

    private int outputs;
    private double worstL2;
    private double worstValue;

    /** Fails if a tolerance is exceeded. */
    void check(String label, Tensor actual, JsonNode golden) {
        float[] values = Tensors.floats(actual);
        assertThat(values.length).as(label).isEqualTo(golden.get("n").asInt());
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double l2 = golden.get("l2").asDouble();
        double relative = Math.abs(Math.sqrt(squares) - l2) / l2;
        assertThat(relative).as("%s, l2", label).isLessThan(L2_TOLERANCE);
        worstL2 = Math.max(worstL2, relative);

        double tolerance = VALUE_TOLERANCE * l2 / Math.sqrt(values.length);
        checkValue(label + ", mean", sum / values.length, golden.get("mean").asDouble(), tolerance);
        JsonNode first = golden.has("first8") ? golden.get("first8") : golden.get("first");
        for (int i = 0; i < first.size(); i++) {
            checkValue(label + ", value " + i, values[i], first.get(i).asDouble(), tolerance);
        }
        JsonNode last = golden.get("last");
        for (int i = 0; i < last.size(); i++) {
            int at = values.length - last.size() + i;
            checkValue(label + ", value " + at, values[at], last.get(i).asDouble(), tolerance);
        }
        outputs++;
    }

    private void checkValue(String label, double actual, double expected, double tolerance) {
        assertThat(actual).as(label).isCloseTo(expected, within(tolerance));
        worstValue = Math.max(worstValue, Math.abs(actual - expected) / tolerance);
    }

    /** A line under {@link #HEADER}: the worst relative error of a norm, the worst single value in tolerances. */
    String row(String network) {
        return String.format(
                Locale.ROOT, "%-24s %7d %12.1e %11.4f of its tolerance", network, outputs, worstL2, worstValue);
    }
}
