package dev.gioconda.weights.format;

import java.io.IOException;
import org.bytedeco.pytorch.global.torch;

/**
 * A tensor of a {@code .pth} file before its values are read: its part of a storage, counted in elements.
 *
 * @param offset the first element
 * @param strides distance of neighboring elements along each dimension, in elements
 */
record TorchView(TorchStorage storage, long offset, long[] shape, long[] strides) {

    /** More sides than any network has. */
    private static final int MAX_RANK = 16;

    private static final long MAX_ELEMENTS = 1L << 48;

    /** Checks that the view is inside its storage and not larger. */
    static TorchView of(String source, TorchStorage storage, long offset, long[] shape, long[] strides)
            throws IOException {
        TorchView view = new TorchView(storage, offset, shape, strides);
        if (shape.length != strides.length || shape.length > MAX_RANK || offset < 0) {
            throw view.damaged(
                    source, "has %d sides, %d strides and offset %d".formatted(shape.length, strides.length, offset));
        }
        try {
            long nonZeroCount = 1; // without the sides of 0
            long end = Math.addExact(offset, 1);
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] < 0 || strides[i] < 0) {
                    throw view.damaged(source, "has a negative side or stride");
                }
                nonZeroCount = Math.multiplyExact(nonZeroCount, Math.max(1, shape[i]));
                end = Math.addExact(end, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
            }
            if (nonZeroCount > MAX_ELEMENTS || (view.count() > 0 && Math.max(nonZeroCount, end) > storage.count())) {
                throw view.damaged(source, "of %d elements ends at element %d".formatted(nonZeroCount, end));
            }
        } catch (ArithmeticException overflow) {
            throw view.damaged(source, "has an absurd shape");
        }
        return view;
    }

    /** How many elements the tensor has. */
    long count() {
        long count = 1;
        for (long dimension : shape) {
            count *= dimension;
        }
        return count;
    }

    /** How many bytes it takes. */
    long bytes() {
        return count() * torch.elementSize(storage.type());
    }

    /** Number of storage elements from the first to the last one, inclusive. */
    long extent() {
        long extent = 1;
        for (int i = 0; i < shape.length; i++) {
            extent += (shape[i] - 1) * strides[i];
        }
        return extent;
    }

    /** Whether the elements are contiguous in row-major order. */
    boolean contiguous() {
        long expected = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != expected) {
                return false;
            }
            expected *= shape[i];
        }
        return true;
    }

    private IOException damaged(String source, String detail) {
        return new IOException("%s: a tensor %s, its storage %s has %d elements; the file is damaged."
                .formatted(source, detail, storage.key(), storage.count()));
    }
}
