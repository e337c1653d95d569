package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a painting's settings lie to its preset's.
 *
 * @param preset one of {@link RatedSettings#COMPARABLE_PRESETS}
 * @param strength style weight to content weight, 1 for the preset's own
 * @param brush the style's scale, 1 for the preset's own
 * @param layers each style layer's share of the weights, 1 for the preset's own and 0 for a layer that is left out; in the
 *     order of {@link PresetBaselines#layers}
 * @param colors whose, in small letters
 * @param size the long side, in pixels
 */
record RelativeSettings(String preset, double strength, double brush, List<Double> layers, String colors, int size) {

    RelativeSettings {
        layers = List.copyOf(layers);
    }

    /** A preset as it is shipped, at the usual size. */
    static RelativeSettings baseline(String preset, int layers) {
        return new RelativeSettings(
                preset, 1, 1, Collections.nCopies(layers, 1.0), "style", FeatureEncoding.REFERENCE_SIZE);
    }

    RelativeSettings withPreset(String other) {
        return new RelativeSettings(other, strength, brush, layers, colors, size);
    }

    RelativeSettings withStrength(double factor) {
        return new RelativeSettings(preset, strength * factor, brush, layers, colors, size);
    }

    RelativeSettings withBrush(double factor) {
        return new RelativeSettings(preset, strength, brush * factor, layers, colors, size);
    }

    /** With one layer's weight multiplied, so that the shares of the others fall or rise. */
    RelativeSettings withLayer(int layer, double factor) {
        List<Double> changed = new ArrayList<>(layers);
        changed.set(layer, factor * changed.get(layer));
        return new RelativeSettings(preset, strength, brush, changed, colors, size);
    }
}
