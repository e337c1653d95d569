package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A parameter of the presets that ratings can tune.
 *
 * @param name in output and stored records
 * @param value reads its factor from settings
 * @param scaling multiplies it in an adjustment
 */
record TunableParameter(String name, ToDoubleFunction<RelativeSettings> value, ParameterScaling scaling) {

    private static final double GRID_STEP = 0.5; // octaves between two candidates

    /** Multiplies the parameter's factor in an adjustment. */
    @FunctionalInterface
    interface ParameterScaling {
        PresetAdjustment apply(PresetAdjustment adjustment, double factor);
    }

    /** Strength, style scale, and the weight of each style layer. */
    static List<TunableParameter> all(List<String> layers) {
        List<TunableParameter> parameters = new ArrayList<>();
        parameters.add(new TunableParameter(
                "strength",
                RelativeSettings::strength,
                (c, f) ->
                        new PresetAdjustment(c.reference(), c.preset(), c.strength() * f, c.styleScale(), c.layers())));
        parameters.add(new TunableParameter(
                PresetAdjustment.STYLE_SCALE_NAME,
                RelativeSettings::styleScale,
                (c, f) ->
                        new PresetAdjustment(c.reference(), c.preset(), c.strength(), c.styleScale() * f, c.layers())));
        for (int i = 0; i < layers.size(); i++) {
            int layer = i;
            parameters.add(new TunableParameter(
                    layers.get(i),
                    settings -> FeatureEncoding.layerFactor(settings, layer),
                    (c, f) -> withLayerScaled(c, layers.get(layer), f)));
        }
        return parameters;
    }

    private static PresetAdjustment withLayerScaled(PresetAdjustment adjustment, String layer, double factor) {
        Map<String, Double> layers = new LinkedHashMap<>(adjustment.layers());
        layers.merge(layer, factor, (a, b) -> a * b);
        return new PresetAdjustment(
                adjustment.reference(), adjustment.preset(), adjustment.strength(), adjustment.styleScale(), layers);
    }

    /** Candidate factors from low to high in steps of half an octave, without 1; rounded to three digits. */
    static List<Double> gridFactors(double low, double high) {
        List<Double> factors = new ArrayList<>();
        int from = (int) Math.ceil(octaves(low) / GRID_STEP - 1e-9);
        int to = (int) Math.floor(octaves(high) / GRID_STEP + 1e-9);
        for (int i = from; i <= to; i++) {
            if (i != 0) {
                double factor = Math.pow(2, i * GRID_STEP);
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
