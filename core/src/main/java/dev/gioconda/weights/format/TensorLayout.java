package dev.gioconda.weights.format;

import org.bytedeco.pytorch.Tensor;

/** From the order in which a file keeps a weight's numbers to the order PyTorch keeps them in. */
@FunctionalInterface
public interface TensorLayout {

    /** As PyTorch has it already. */
    TensorLayout SAME = stored -> new Tensor(stored);

    /** A Keras convolution, [rows, columns, in, out] to [out, in, rows, columns]. */
    TensorLayout KERAS_CONVOLUTION = stored -> stored.permute(3, 2, 0, 1);

    /** A Keras depthwise convolution, [rows, columns, channels, 1] to [channels, 1, rows, columns]. */
    TensorLayout KERAS_DEPTHWISE = stored -> stored.permute(2, 3, 0, 1);

    /** A Keras dense layer, [in, out] to [out, in]. */
    TensorLayout KERAS_DENSE = stored -> stored.permute(1, 0);

    /** A convolution over all of its input, [out, in, rows, columns], to the dense layer [out, in * rows * columns] it is. */
    TensorLayout CONVOLUTION_AS_DENSE = stored -> stored.flatten(1, -1);

    /** The tensor in PyTorch's order, possibly a view; a handle of its own. */
    Tensor apply(Tensor stored);

    /**
     * The dense layer behind a flattened square map: Keras flattens [rows, columns, channels], PyTorch [channels, rows,
     * columns]; [side * side * channels, out] to [out, channels * side * side].
     */
    static TensorLayout kerasDenseAfterFlatten(long side, long channels) {
        return stored -> stored.reshape(side, side, channels, stored.size(1))
                .permute(3, 2, 0, 1)
                .flatten(1, -1);
    }
}
