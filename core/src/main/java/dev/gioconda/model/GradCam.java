package dev.gioconda.model;

import dev.gioconda.nn.FeatureMapNetwork;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Heat map of the image regions that support a prediction: Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391). With the last feature
 * maps {@code A_k} and the logit y it is {@code relu(sum over k of a_k A_k)}, where {@code a_k} is the mean over all positions of {@code
 * dy / dA_k}, divided by its maximum. For a negative prediction y is the negated logit, so that the map always shows the support of the
 * given prediction.
 *
 * @param rows of the map
 * @param columns of the map
 * @param values 0 to 1 (strongest support), row by row; all 0 if no region supports the prediction
 */
public record GradCam(int rows, int columns, float[] values) {

    /**
     * Computes the map of one image; no other thread may use the network.
     *
     * @param forward in evaluation mode
     * @param picture pixel values in [0, 1] // [1, 3, h, w]
     * @param attribute index of the logit
     * @param positive the prediction that the map explains
     */
    static GradCam of(Forward forward, Tensor picture, int attribute, boolean positive) {
        if (!(forward.network() instanceof FeatureMapNetwork network)) {
            throw new IllegalStateException(
                    "This network has no feature maps for Grad-CAM; expected a convolutional network.");
        }
        forward.network().eval();
        try (PointerScope scope = new PointerScope()) {
            Tensor featureMaps; // [1, c, h', w']
            try (NoGradGuard noGrad = new NoGradGuard()) {
                featureMaps =
                        network.features(forward.normalization().apply(picture).contiguous(MemoryFormat.ChannelsLast));
            }
            featureMaps = featureMaps.detach().requires_grad_(true);
            Tensor logit = forward.output()
                    .logits(network.forwardHead(featureMaps))
                    .select(1, attribute)
                    .sum();
            Tensor gradient = torch.grad(
                            new TensorVector(positive ? logit : logit.neg()), new TensorVector(featureMaps))
                    .get(0); // [1, c, h', w']
            try (NoGradGuard noGrad = new NoGradGuard()) {
                Tensor weights = gradient.mean(new long[] {2, 3}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
                Tensor map = torch.relu(featureMaps.mul(weights).sum(1)); // [1, h', w']
                float[] values = Tensors.floats(map.contiguous());
                float max = 0;
                for (float value : values) {
                    max = Math.max(max, value);
                }
                for (int i = 0; i < values.length && max > 0; i++) {
                    values[i] /= max;
                }
                return new GradCam((int) map.size(1), (int) map.size(2), values);
            }
        }
    }
}
