package dev.gioconda.weights.format;

import java.io.IOException;
import java.util.Map;

/**
 * Where a tensor with a torchvision name is stored in a file.
 *
 * @param storedName its name there
 */
public record TensorSource(String storedName, TensorLayout layout) {

    /** An origin whose layout is PyTorch's own. */
    static TensorSource same(String storedName) {
        return new TensorSource(storedName, TensorLayout.SAME);
    }

    /**
     * Every tensor of a file under torchvision's name.
     *
     * @param network torchvision's name, such as {@code efficientnet_b0}
     */
    public static Map<String, TensorSource> byTorchvisionName(WeightFile file, String network) throws IOException {
        if (file instanceof KerasH5 keras) {
            return KerasNames.of(keras, network);
        }
        Map<String, long[]> shapes = file.shapes();
        if (CompressedVggNames.recognizes(shapes)) {
            return CompressedVggNames.of(shapes);
        }
        return TimmNames.recognizes(shapes) ? TimmNames.of(shapes) : TorchvisionNames.of(shapes);
    }
}
