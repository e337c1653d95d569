package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A number that people may turn: what it is called, where a painting has it, and a choice with it turned further.
 *
 * @param name for people and programs
 * @param of its value in a painting, a factor
 * @param turn multiplies it
 */
record Dial(String name, ToDoubleFunction<Look> of, Turn turn) {

    private static final double STEP = 0.5; // octaves between two values that are looked at

    /** Multiplies a choice's value. */
    @FunctionalInterface
    interface Turn {
        Choice by(Choice choice, double factor);
    }

    /** Strength, brush, and the layers of the presets. */
    static List<Dial> all(List<String> layers) {
        List<Dial> dials = new ArrayList<>();
        dials.add(new Dial(
                "strength",
                Look::strength,
                (c, f) -> new Choice(c.reference(), c.preset(), c.strength() * f, c.brush(), c.layers())));
        dials.add(new Dial(
                "brush",
                Look::brush,
                (c, f) -> new Choice(c.reference(), c.preset(), c.strength(), c.brush() * f, c.layers())));
        for (int i = 0; i < layers.size(); i++) {
            int layer = i;
            dials.add(new Dial(
                    layers.get(i), look -> Design.layerFactor(look, layer), (c, f) -> turned(c, layers.get(layer), f)));
        }
        return dials;
    }

    private static Choice turned(Choice choice, String layer, double factor) {
        Map<String, Double> layers = new LinkedHashMap<>(choice.layers());
        layers.merge(layer, factor, (a, b) -> a * b);
        return new Choice(choice.reference(), choice.preset(), choice.strength(), choice.brush(), layers);
    }

    /** Factors in halves of octaves from one value to another, without 1; rounded to three digits. */
    static List<Double> factors(double low, double high) {
        List<Double> factors = new ArrayList<>();
        int from = (int) Math.ceil(octaves(low) / STEP - 1e-9);
        int to = (int) Math.floor(octaves(high) / STEP + 1e-9);
        for (int i = from; i <= to; i++) {
            if (i != 0) {
                double factor = Math.pow(2, i * STEP);
                double digits = Math.pow(10, 2 - Math.floor(Math.log10(factor)));
                factors.add(Math.round(factor * digits) / digits);
            }
        }
        return factors;
    }

    static double octaves(double factor) {
        return Math.log(factor) / Math.log(2);
    }
}
