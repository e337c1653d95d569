package dev.gioconda.train;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Binary cross-entropy of several attributes with unknown labels masked out:
 * {@code sum_a w_a * mean_{i: label known} bce(z_ia, y_ia)}, with w 1 for the target and {@code auxiliary / (A - 1)} for each
 * other. For two classes this is the study's categorical cross-entropy, see {@link dev.gioconda.nn.Output}.
 */
final class AttributeLoss {

    private static final long REDUCTION_SUM = 2; // at::Reduction::Sum

    private final double auxiliary;
    private final int target;
    private final double smoothing;

    AttributeLoss(int target, double auxiliary, double smoothing) {
        this.target = target;
        this.auxiliary = auxiliary;
        this.smoothing = smoothing;
    }

    /**
     * @param logits one per attribute // [n, a]
     * @param labels 1, 0 or -1 (unknown); between 0 and 1 for mixtures of two labels // [n, a]
     */
    Tensor of(Tensor logits, Tensor labels) {
        long attributes = labels.size(1);
        Tensor known = labels.ge(new Scalar(0)).to(ScalarType.Float); // [n, a]
        Tensor count = Ops.clamp(known.sum(0), 1, Float.MAX_VALUE); // [a]
        Tensor truth = Ops.plus(Ops.scale(Ops.clamp(labels, 0, 1), 1 - smoothing), smoothing / 2);
        Tensor weight = known.div(count).mul(weights((int) attributes)); // [n, a]
        return torch.binary_cross_entropy_with_logits(
                logits.to(ScalarType.Float), truth, new TensorOptional(weight), new TensorOptional(), REDUCTION_SUM);
    }

    private Tensor weights(int attributes) {
        float[] weights = new float[attributes];
        for (int a = 0; a < attributes; a++) {
            weights[a] = (float) (a == target ? 1 : auxiliary / (attributes - 1));
        }
        return Tensors.of(weights, 1, attributes);
    }
}
