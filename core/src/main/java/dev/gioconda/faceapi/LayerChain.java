package dev.gioconda.faceapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** Named layers, each of which reads the output of the one before it. */
final class LayerChain {

    private final Map<String, UnaryOperator<Tensor>> layers = new LinkedHashMap<>();

    /** Adds a layer at the end. */
    void add(String name, UnaryOperator<Tensor> layer) {
        layers.put(name, layer);
    }

    /** The output of the last layer. */
    Tensor apply(Tensor x) {
        return apply(x, (name, output) -> {});
    }

    /**
     * The output of the last layer.
     *
     * @param reader gets the output of every layer
     */
    Tensor apply(Tensor x, BiConsumer<String, Tensor> reader) {
        Tensor output = x;
        for (Map.Entry<String, UnaryOperator<Tensor>> layer : layers.entrySet()) {
            output = layer.getValue().apply(output);
            reader.accept(layer.getKey(), output);
        }
        return output;
    }

    /** Adds a linear layer with a bias after an average over all positions. // [n, in, h, w] to [n, out] */
    void addPooledLinear(Tensor weights, Tensor bias) {
        add("pooled", x -> x.mean(2, 3)); // [n, in]
        add("fc", x -> x.matmul(weights).add(bias)); // [n, out]
    }
}
