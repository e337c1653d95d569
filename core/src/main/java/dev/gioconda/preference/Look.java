package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a painting's settings lie to its preset's.
 *
 * @param preset one of {@link Making#COMPARABLE}
 * @param strength style weight to content weight, 1 for the preset's own
 * @param brush the style's scale, 1 for the preset's own
 * @param layers each style layer's share of the weights, 1 for the preset's own and 0 for a layer that is left out; in the
 *     order of {@link Shipped#layers}
 * @param colours whose, in small letters
 * @param size the long side, in pixels
 */
record Look(String preset, double strength, double brush, List<Double> layers, String colours, int size) {

    Look {
        layers = List.copyOf(layers);
    }

    /** A preset as it is shipped, at the usual size. */
    static Look shipped(String preset, int layers) {
        return new Look(preset, 1, 1, Collections.nCopies(layers, 1.0), "style", Design.USUAL_SIZE);
    }

    Look withPreset(String other) {
        return new Look(other, strength, brush, layers, colours, size);
    }

    Look withStrength(double factor) {
        return new Look(preset, strength * factor, brush, layers, colours, size);
    }

    Look withBrush(double factor) {
        return new Look(preset, strength, brush * factor, layers, colours, size);
    }

    /** With one layer's weight multiplied, so that the shares of the others fall or rise. */
    Look withLayer(int layer, double factor) {
        List<Double> changed = new ArrayList<>(layers);
        changed.set(layer, factor * changed.get(layer));
        return new Look(preset, strength, brush, changed, colours, size);
    }
}
