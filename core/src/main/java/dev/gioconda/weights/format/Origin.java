package dev.gioconda.weights.format;

import java.io.IOException;
import java.util.Map;

/**
 * Where a tensor of torchvision's name lies in a file.
 *
 * @param stored its name there
 */
public record Origin(String stored, Layout layout) {

    /** An origin whose layout is PyTorch's own. */
    static Origin same(String stored) {
        return new Origin(stored, Layout.SAME);
    }

    /**
     * Every tensor of a file under torchvision's name.
     *
     * @param network torchvision's name, such as {@code efficientnet_b0}
     */
    public static Map<String, Origin> in(WeightFile file, String network) throws IOException {
        if (file instanceof KerasH5 keras) {
            return KerasNames.of(keras, network);
        }
        Map<String, long[]> shapes = file.shapes();
        return TimmNames.recognises(shapes) ? TimmNames.of(shapes) : TorchvisionNames.of(shapes);
    }
}
