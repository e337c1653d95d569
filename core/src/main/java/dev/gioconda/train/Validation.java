package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Loss and accuracy of the target attribute; only images with a known label are counted. */
public final class Validation {

    private Validation() {}

    /** Mean cross-entropy in nats, accuracy, and the number of evaluated images. */
    public record ValidationResult(double loss, double accuracy, int evaluated) {}

    /** The number of correct predictions and of evaluated images. */
    public record CorrectCount(double correct, double evaluated) {}

    static CorrectCount countCorrect(Tensor logits, Tensor labels, int target) {
        Tensor truth = labels.select(1, target); // [n]
        Tensor known = truth.ge(new Scalar(0));
        Tensor agree = logits.detach().select(1, target).gt(new Scalar(0)).eq(truth.gt(new Scalar(0.5)));
        return new CorrectCount(
                Tensors.scalar(agree.logical_and(known).to(ScalarType.Float).sum()),
                Tensors.scalar(known.to(ScalarType.Float).sum()));
    }

    /** @param logits of every face // [faces][attributes] */
    static ValidationResult of(float[][] logits, Faces faces, int target) {
        double loss = 0;
        int correct = 0;
        int evaluated = 0;
        for (int i = 0; i < logits.length; i++) {
            int truth = faces.examples().get(i).labels()[target];
            if (truth >= 0) {
                double z = truth == 1 ? logits[i][target] : -logits[i][target];
                loss += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(0, -z); // softplus(-z) without overflow
                correct += z > 0 ? 1 : 0;
                evaluated++;
            }
        }
        if (evaluated == 0) {
            throw new IllegalArgumentException(
                    "No validation image has a label of the target attribute; expected at least one.");
        }
        return new ValidationResult(loss / evaluated, (double) correct / evaluated, evaluated);
    }
}
