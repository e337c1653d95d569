package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.nn.Network;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** The loss, mixtures, the average and the decay against numbers worked out by hand. */
class AttributeLossTest {

    /** {@code log(1 + e^z)}; the cross-entropy of a logit z is softplus(-z) for yes, softplus(z) for no. */
    private static double softplus(double z) {
        return Math.log1p(Math.exp(z));
    }

    private static double loss(AttributeLoss loss, Tensor logits, Tensor labels) {
        return Tensors.scalar(loss.of(logits, labels));
    }

    @Test
    void single_attribute_loss_is_masked_mean_cross_entropy() {
        Tensor logits = Tensors.of(new float[] {2, -1, 30}, 3, 1);
        Tensor labels = Tensors.of(new float[] {1, 1, -1}, 3, 1);
        assertThat(loss(new AttributeLoss(0, 0, 0), logits, labels))
                .isCloseTo((softplus(-2) + softplus(1)) / 2, within(1e-6));
    }

    @Test
    void auxiliary_attributes_share_the_auxiliary_weight() {
        Tensor logits = Tensors.of(new float[] {1, 2, 9, -1, 3, 9}, 2, 3);
        Tensor labels = Tensors.of(new float[] {0, 1, -1, -1, 0, -1}, 2, 3); // the third is never said
        double target = (softplus(-2) + softplus(3)) / 2;
        double first = softplus(1);
        assertThat(loss(new AttributeLoss(1, 0.5, 0), logits, labels)).isCloseTo(target + 0.25 * first, within(1e-6));
        assertThat(loss(new AttributeLoss(1, 0, 0), logits, labels)).isCloseTo(target, within(1e-6));
    }

    @Test
    void label_smoothing_moves_targets_by_half_its_value() {
        Tensor logits = Tensors.of(new float[] {2, 1}, 2, 1);
        Tensor labels = Tensors.of(new float[] {1, 0}, 2, 1);
        double yes = 0.95 * softplus(-2) + 0.05 * softplus(2);
        double no = 0.95 * softplus(1) + 0.05 * softplus(-1);
        assertThat(loss(new AttributeLoss(0, 0, 0.1), logits, labels)).isCloseTo((yes + no) / 2, within(1e-6));
    }

    @Test
    void two_class_loss_equals_categorical_cross_entropy() {
        Tensor raw = Tensors.of(new float[] {0.3f, -1.2f, 2f, 2.5f}, 2, 2); // no, yes
        Tensor labels = Tensors.of(new float[] {1, 0}, 2, 1);
        Tensor classes = Tensors.indices(new int[] {1, 0});
        double categorical = Tensors.scalar(torch.nll_loss(torch.log_softmax(raw, 1), classes));
        assertThat(loss(new AttributeLoss(0, 0, 0), Output.SOFTMAX.logits(raw), labels))
                .isCloseTo(categorical, within(1e-6));
    }

    @Test
    void mixup_interpolates_images_and_keeps_unknown_labels() {
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            double share = Mixup.draw(0.2, random).lambda();
            assertThat(share).isBetween(0.0, 1.0);
            sum += share;
        }
        assertThat(sum / 2000).isCloseTo(0.5, within(0.05));
        Mixup mixup = new Mixup(0.75);
        Tensor labels = Tensors.of(new float[] {1, 0, 0, -1, 1, 1}, 3, 2); // rows (1,0) (0,-1) (1,1)
        assertThat(Tensors.floats(mixup.mixLabels(labels))).containsExactly(1f, 0.25f, 0.25f, -1f, 0.75f, -1f);
        Tensor pictures = Tensors.of(new float[] {0, 1, 0.5f}, 3, 1, 1, 1);
        assertThat(Tensors.floats(mixup.mixInputs(pictures))).containsExactly(0.125f, 0.75f, 0.625f);
    }

    /** One weight matrix, and one kernel of four dimensions as convolutions have. */
    private static final class TwoWeightsNetwork extends Network {
        private final LinearImpl dense = register_module("dense", new LinearImpl(1, 1));
        private final Tensor kernel = register_parameter("kernel", Tensors.of(new float[] {3}, 1, 1, 1, 1), true);

        @Override
        public Tensor forward(Tensor x) {
            return dense.forward(x).mul(kernel.sum());
        }
    }

    private static void fill(Network network, double value) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            network.weights().forEach(weight -> weight.fill_(new Scalar(value)));
        }
    }

    @Test
    void weight_average_warms_up_and_swaps_back() {
        Network network = new TwoWeightsNetwork();
        fill(network, 1);
        WeightAverage average = new WeightAverage(network, 0.25);
        fill(network, 3);
        average.update(); // decay min(0.25, 2/11)
        double first = 2.0 / 11 * 1 + 9.0 / 11 * 3;
        fill(network, 5);
        average.update(); // decay min(0.25, 3/12)
        double second = 0.25 * first + 0.75 * 5;
        average.swap();
        assertThat(Tensors.floats(network.weights().get(0))[0]).isCloseTo((float) second, within(1e-5f));
        average.swap();
        assertThat(Tensors.floats(network.weights().get(0))[0]).isEqualTo(5f);
        assertThat(average.steps()).isEqualTo(2);
    }

    /** Adam's first step is {@code -rate * sign(gradient)}; with a gradient of 2 decay w it goes towards 0. */
    @Test
    void weight_decay_applies_to_the_expected_weights() throws java.io.IOException {
        Network l2 = new TwoWeightsNetwork();
        Recipe.TrainingSettings adam =
                Recipes.read("study-cnn", java.util.List.of()).training();
        stepWithoutGradient(l2, adam);
        assertThat(value(l2, "kernel")).isCloseTo(3f - 0.001f, within(1e-6f));
        assertThat(value(l2, "dense.weight")).isEqualTo(3f);

        Network decoupled = new TwoWeightsNetwork();
        Recipe.TrainingSettings adamw =
                Recipes.read("compact", java.util.List.of()).training(); // rate 0.002, decay 0.05
        stepWithoutGradient(decoupled, adamw);
        assertThat(value(decoupled, "kernel")).isCloseTo(3f * (1 - 0.002f * 0.05f), within(1e-6f));
        assertThat(value(decoupled, "dense.weight")).isCloseTo(3f * (1 - 0.002f * 0.05f), within(1e-6f));
        assertThat(value(decoupled, "dense.bias")).isEqualTo(3f);
    }

    private static void stepWithoutGradient(Network network, Recipe.TrainingSettings training) {
        fill(network, 3);
        TrainingState state = new TrainingState(network, training);
        network.weights().forEach(weight -> weight.mul(new Scalar(0.0)).sum().backward());
        state.optimizer().step();
    }

    private static float value(Network network, String name) {
        return Tensors.floats(java.util.Objects.requireNonNull(network.state().get(name)))[0];
    }
}
