package dev.gioconda.style.metric;

import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Periodicity of texture: the share of a window's power that is in its strongest frequency. Woven and hatched textures, which networks leave
 * in images and no painter paints, have peaks in the spectrum; strokes have none. Windows of 48 x 48 pixels with Hann weights overlap by half;
 * only the half with the most power counts, since in smooth areas a single gradient is the strongest frequency. Paintings have 0.1 to 0.2,
 * a pure wave nearly 0.5.
 */
final class TexturePeriodicity {

    private static final int SIDE = 48;
    private static final int STEP = SIDE / 2;

    private TexturePeriodicity() {}

    /** The mean share over the windows with the most power; empty for an image smaller than a window. // [1, 3, h, w] */
    static Optional<Double> of(Tensor pixels) {
        if (pixels.size(2) < SIDE || pixels.size(3) < SIDE) {
            return Optional.empty();
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor luma = ColorMode.luma(pixels).squeeze(0).squeeze(0); // [h, w]
            Tensor windows = luma.unfold(0, SIDE, STEP).unfold(1, SIDE, STEP).reshape(-1, SIDE, SIDE); // [n, 48, 48]
            Tensor hann = torch.hann_window(SIDE); // [48]
            Tensor weights = hann.outer(hann);
            Tensor mean = windows.mul(weights).sum(1, 2).div(weights.sum()).view(-1, 1, 1);
            Tensor spectrum = torch.fft_rfft2(windows.sub(mean).mul(weights));
            Tensor power =
                    spectrum.abs().square().flatten(1, 2); // [n, 48 * 25]; of each pair of opposite frequencies one
            Tensor total = power.sum(1); // [n]
            Tensor share = power.amax(new long[] {1}, false).div(Ops.plus(total, 1e-12));
            long kept = Math.max(1, total.size(0) / 2);
            Tensor strongest = total.argsort(0, true).narrow(0, 0, kept);
            return Optional.of(Tensors.scalar(share.index_select(0, strongest).mean()));
        }
    }
}
