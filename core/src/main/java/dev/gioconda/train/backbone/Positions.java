package dev.gioconda.train.backbone;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A regular grid of a layer's positions with a random offset. Neighboring positions of shallow layers have similar features, while their
 * regression would take most of the time.
 *
 * @param grid approximate number of rows and columns
 * @param row the offset, modulo the stride of the grid
 * @param column the offset, modulo the stride of the grid
 */
record Positions(int grid, int row, int column) {

    private static final int GRID = 24;
    private static final int MAX_OFFSET = 1 << 16;

    /** All positions. */
    static final Positions ALL = new Positions(Integer.MAX_VALUE, 0, 0);

    /** A grid with a random offset. */
    static Positions random(SplittableRandom random) {
        return new Positions(GRID, random.nextInt(MAX_OFFSET), random.nextInt(MAX_OFFSET));
    }

    /** The features at these positions. // [n, c, h, w] to [n, c, h', w'] */
    Tensor of(Tensor features) {
        long stride = Math.min(features.size(2), features.size(3)) / grid;
        return stride <= 1 ? features : strided(strided(features, 2, row, stride), 3, column, stride);
    }

    private static Tensor strided(Tensor features, long axis, int offset, long stride) {
        return features.slice(axis, new LongOptional(offset % stride), new LongOptional(features.size(axis)), stride);
    }
}
