package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Settings of an image relative to those of its preset.
 *
 * @param preset one of {@link RatedSettings#COMPARABLE_PRESETS}
 * @param strength ratio of style weight to content weight; 1 as in the preset
 * @param styleScale scale of the style image; 1 as in the preset
 * @param layers share of each style layer in the weights; 1 as in the preset, 0 for a layer that is not used; in the order of
 *     {@link PresetBaselines#layers}
 * @param colors the color mode, in lower case
 * @param size the long side, in pixels
 */
record RelativeSettings(
        String preset, double strength, double styleScale, List<Double> layers, String colors, int size) {

    RelativeSettings {
        layers = List.copyOf(layers);
    }

    /** A shipped preset at the reference size. */
    static RelativeSettings baseline(String preset, int layers) {
        return new RelativeSettings(
                preset, 1, 1, Collections.nCopies(layers, 1.0), "style", FeatureEncoding.REFERENCE_SIZE);
    }

    RelativeSettings withStrength(double factor) {
        return new RelativeSettings(preset, strength * factor, styleScale, layers, colors, size);
    }

    RelativeSettings withStyleScale(double factor) {
        return new RelativeSettings(preset, strength, styleScale * factor, layers, colors, size);
    }

    /** A copy with one layer's share multiplied. */
    RelativeSettings withLayer(int layer, double factor) {
        List<Double> changed = new ArrayList<>(layers);
        changed.set(layer, factor * changed.get(layer));
        return new RelativeSettings(preset, strength, styleScale, changed, colors, size);
    }
}
