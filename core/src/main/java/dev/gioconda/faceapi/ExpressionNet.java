package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

/** Seven expressions of a face, with four dense blocks. Thread-safe. */
public final class ExpressionNet {

    static final String MODEL = "face_expression";
    static final SquareInput INPUT = SquareInput.ofFace(112);

    private final NetWeights weights;
    private final LayerChain layers;

    ExpressionNet(NetWeights weights) throws IOException {
        this.weights = weights;
        layers = DenseBlock.chain(weights, 4, 4, Expression.values().length);
    }

    /**
     * The probability of each expression; they sum to 1.
     *
     * @param face crop of a face, best as {@link Landmarks#alignedBox} cuts it out
     */
    public Map<Expression, Double> probabilities(Picture face) {
        float[] values = weights.run(() -> Tensors.floats(torch.softmax(layers.apply(INPUT.tensor(List.of(face))), 1)));
        Map<Expression, Double> probabilities = new EnumMap<>(Expression.class);
        Expression[] order = Expression.values();
        for (int i = 0; i < order.length; i++) {
            probabilities.put(order[i], (double) values[i]);
        }
        return Collections.unmodifiableMap(probabilities);
    }

    LayerChain layers() {
        return layers;
    }
}
