package dev.gioconda.style.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A translation of an image by whole pixels, mirrored at the border. If every iteration sees the image elsewhere, the border of the frame and
 * the grid of a network's poolings leave less of a pattern in it. Repeated border pixels would count several times in the style statistics: the
 * image then gets a frame.
 *
 * @param rows downwards
 * @param columns to the right
 */
public record PixelShift(int rows, int columns) {

    /** No translation. */
    public static final PixelShift NONE = new PixelShift(0, 0);

    private static final int COUNT = 8;
    private static final int SIDE_SHARE = 64; // at most 1/64 of the long side, at every scale
    private static final long SEED = 1;

    /**
     * Random shifts, each with its opposite, so that their mean is zero.
     *
     * @param max of rows and of columns; 0 for {@link #NONE} alone
     * @param height of the image
     * @param width of the image
     */
    public static List<PixelShift> random(int max, long height, long width) {
        long mirrored = Math.min(height, width) - 1; // no more rows than that can be mirrored
        int limit = (int) Math.min(mirrored, Math.min(max, Math.max(height, width) / SIDE_SHARE));
        if (limit <= 0) {
            return List.of(NONE);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        List<PixelShift> shifts = new ArrayList<>();
        while (shifts.size() < COUNT) {
            PixelShift shift = new PixelShift(random.nextInt(-limit, limit + 1), random.nextInt(-limit, limit + 1));
            shifts.add(shift);
            shifts.add(new PixelShift(-shift.rows, -shift.columns));
        }
        return shifts;
    }

    /** The translated image, of the same size. // [1, c, h, w] */
    public Tensor of(Tensor image) {
        long margin = Math.max(Math.abs(rows), Math.abs(columns));
        return margin == 0
                ? image
                : torch.pad(image, new long[] {margin, margin, margin, margin}, "reflect", new DoubleOptional())
                        .narrow(2, margin - rows, image.size(2))
                        .narrow(3, margin - columns, image.size(3));
    }
}
