package dev.gioconda.nn;

import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The forward pass from pixel values to logits: normalization, channels-last layout, network, conversion of outputs.
 *
 * @param network in training or evaluation mode as set by the caller
 * @param output the conversion of its raw outputs to logits
 * @param normalization the normalization of values in [0, 1]
 * @param precision the number format of products
 */
public record Forward(Network network, Output output, Normalization normalization, Precision precision) {

    /** @param pictures values in [0, 1] // [n, 3, h, w] to [n, attributes] */
    public Tensor logits(Tensor pictures) {
        Tensor x = normalization.apply(pictures).contiguous(MemoryFormat.ChannelsLast);
        try (Precision.Scope scope = precision.autocast()) {
            return output.logits(network.forward(x).to(ScalarType.Float));
        }
    }

    /** The output of the first {@code layers} layers of the backbone. // [n, 3, h, w] to [n, c', h', w'] */
    public Tensor prefix(Tensor pictures, int layers) {
        Tensor x = normalization.apply(pictures).contiguous(MemoryFormat.ChannelsLast);
        try (Precision.Scope scope = precision.autocast()) {
            return backbone().forwardRange(x, 0, layers);
        }
    }

    /** Logits from the output of {@link #prefix}. // [n, c', h', w'] to [n, attributes] */
    public Tensor logitsFrom(Tensor features, int layers) {
        try (Precision.Scope scope = precision.autocast()) {
            return output.logits(backbone().forwardFrom(features, layers).to(ScalarType.Float));
        }
    }

    private Backbone backbone() {
        if (network instanceof Backbone backbone) {
            return backbone;
        }
        throw new IllegalStateException("This network has no backbone and cannot be split.");
    }

    /**
     * Computes logits without gradients, in evaluation mode.
     *
     * @param flipAverage whether to average the logits of the picture and its mirror image
     * @return row by row // [n][attributes]
     */
    public float[][] predictLogits(Tensor pictures, boolean flipAverage) {
        network.eval();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor logits = logits(pictures);
            if (flipAverage) {
                logits = logits.add(logits(pictures.flip(3))).div(new Scalar(2));
            }
            return rows(logits);
        }
    }

    /** A copy of the values, row by row. // [n][attributes] */
    public static float[][] rows(Tensor logits) {
        float[] flat = Tensors.floats(logits);
        int width = (int) logits.size(1);
        float[][] rows = new float[(int) logits.size(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }
}
