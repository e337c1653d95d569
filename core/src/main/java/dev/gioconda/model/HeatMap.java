package dev.gioconda.model;

import dev.gioconda.nn.FeatureMaps;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Where a network looked: Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391). With the last feature maps {@code A_k} and an answer's
 * logit y it is {@code relu(sum over k of a_k A_k)}, {@code a_k} the mean over all places of {@code dy / dA_k}, divided by its largest
 * value. For an answer "no" y is the logit's negative, so that the map shows what spoke for the answer that was given.
 *
 * @param rows of the map
 * @param columns of the map
 * @param values 0 (nothing) to 1 (most), row by row; all 0 where nothing spoke for the answer
 */
public record HeatMap(int rows, int columns, float[] values) {

    /**
     * The map of one picture; the caller must be alone with the network.
     *
     * @param forward in evaluation mode
     * @param picture values in [0, 1] // [1, 3, h, w]
     * @param attribute which logit
     * @param yes the answer whose reasons are shown
     */
    static HeatMap of(Forward forward, Tensor picture, int attribute, boolean yes) {
        if (!(forward.network() instanceof FeatureMaps network)) {
            throw new IllegalStateException("This network has no feature maps that could be shown.");
        }
        forward.network().eval();
        try (PointerScope scope = new PointerScope()) {
            Tensor maps; // [1, c, h', w']
            try (NoGradGuard noGrad = new NoGradGuard()) {
                maps = network.features(forward.normalisation().apply(picture).contiguous(MemoryFormat.ChannelsLast));
            }
            maps = maps.detach().requires_grad_(true);
            Tensor logit = forward.output()
                    .logits(network.answers(maps))
                    .select(1, attribute)
                    .sum();
            Tensor slope = torch.grad(new TensorVector(yes ? logit : logit.neg()), new TensorVector(maps))
                    .get(0); // [1, c, h', w']
            try (NoGradGuard noGrad = new NoGradGuard()) {
                Tensor weights = slope.mean(new long[] {2, 3}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
                Tensor map = torch.relu(maps.mul(weights).sum(1)); // [1, h', w']
                float[] values = Tensors.floats(map.contiguous());
                float most = 0;
                for (float value : values) {
                    most = Math.max(most, value);
                }
                for (int i = 0; i < values.length && most > 0; i++) {
                    values[i] /= most;
                }
                return new HeatMap((int) map.size(1), (int) map.size(2), values);
            }
        }
    }
}
