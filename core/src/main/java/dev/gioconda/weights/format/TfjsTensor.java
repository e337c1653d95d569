package dev.gioconda.weights.format;

import java.nio.ByteBuffer;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a manifest of TensorFlow.js.
 *
 * @param type of its values, {@code Float} or {@code Int}
 * @param count the number of its elements
 * @param quantization how its values are stored as one byte each, or null for little-endian values of four bytes
 */
record TfjsTensor(
        String name,
        ScalarType type,
        long[] shape,
        int count,
        @Nullable Quantization quantization) {

    /**
     * Linear quantization: {@code value = byte * scale + min}, computed in double precision and rounded once, as JavaScript does.
     *
     * @param scale distance of neighboring values
     * @param min value of byte 0
     */
    record Quantization(double scale, double min) {

        float value(byte stored) {
            return (float) ((stored & 0xff) * scale + min);
        }
    }

    /** The size of the stored values in bytes. */
    long storedBytes() {
        return quantization == null ? 4L * count : count;
    }

    /**
     * Converts stored values.
     *
     * @param stored little-endian, at the first value
     * @param into four bytes an element, little-endian
     */
    void decode(ByteBuffer stored, ByteBuffer into) {
        for (int i = 0; i < count; i++) {
            if (quantization == null) {
                into.putInt(stored.getInt());
            } else if (type == ScalarType.Int) {
                into.putInt(Math.round(quantization.value(stored.get())));
            } else {
                into.putFloat(quantization.value(stored.get()));
            }
        }
    }
}
