package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Age and gender of a face, with a small Xception network (Chollet 2017, arXiv 1610.02357). Thread-safe. */
public final class AgeGenderNet {

    static final String MODEL = "age_gender";
    static final SquareInput INPUT = SquareInput.ofFace(112);

    private final NetWeights weights;
    private final LayerChain layers = new LayerChain();
    private final Tensor ageWeights; // [512, 1]
    private final Tensor ageBias; // [1]
    private final Tensor genderWeights; // [512, 2]
    private final Tensor genderBias; // [2]

    AgeGenderNet(NetWeights weights) throws IOException {
        this.weights = weights;
        Convolution first = Convolution.of(weights, "entry_flow/conv_in", 3, 3, 32, 2, true);
        layers.add("conv_in", x -> torch.relu(first.apply(x))); // [n, 32, 56, 56]
        layers.add("reduction_block_0", reduction("entry_flow/reduction_block_0", 32, 64, false)); // [n, 64, 28, 28]
        layers.add("reduction_block_1", reduction("entry_flow/reduction_block_1", 64, 128, true)); // [n, 128, 14, 14]
        layers.add("main_block_0", residual("middle_flow/main_block_0", 128));
        layers.add("main_block_1", residual("middle_flow/main_block_1", 128));
        layers.add("exit_reduction", reduction("exit_flow/reduction_block", 128, 256, true)); // [n, 256, 7, 7]
        UnaryOperator<Tensor> last = Convolution.separable(weights, "exit_flow/separable_conv", 256, 512, 1);
        layers.add("exit_conv", x -> torch.relu(last.apply(x))); // [n, 512, 7, 7]
        ageWeights = weights.keep(weights.read("fc/age/weights", 512, 1));
        ageBias = weights.keep(weights.read("fc/age/bias", 1));
        genderWeights = weights.keep(weights.read("fc/gender/weights", 512, 2));
        genderBias = weights.keep(weights.read("fc/gender/bias", 2));
    }

    /**
     * What the network estimates.
     *
     * @param age in years
     * @param maleProbability the probability of male; that of female is the rest
     */
    public record AgeGender(double age, double maleProbability) {

        /** Whether male is more probable than female. */
        public boolean isMale() {
            return maleProbability > 0.5;
        }
    }

    /**
     * Age and gender of a face.
     *
     * @param face crop of a face, best as {@link Landmarks#alignedBox} cuts it out
     */
    public AgeGender estimate(Picture face) {
        return weights.run(() -> {
            Tensor features = layers.apply(INPUT.tensor(List.of(face))).mean(2, 3); // [1, 512]
            float[] age = Tensors.floats(features.matmul(ageWeights).add(ageBias));
            float[] gender =
                    Tensors.floats(torch.softmax(features.matmul(genderWeights).add(genderBias), 1));
            return new AgeGender(age[0], gender[0]);
        });
    }

    LayerChain layers() {
        return layers;
    }

    /**
     * Two separable convolutions and a max pooling that halves rows and columns; the shortcut is a convolution 1 x 1.
     *
     * @param activated whether the first convolution reads the rectified input
     */
    private UnaryOperator<Tensor> reduction(String name, int in, int out, boolean activated) throws IOException {
        UnaryOperator<Tensor> conv0 = Convolution.separable(weights, name + "/separable_conv0", in, out, 1);
        UnaryOperator<Tensor> conv1 = Convolution.separable(weights, name + "/separable_conv1", out, out, 1);
        Convolution shortcut = Convolution.of(weights, name + "/expansion_conv", 1, in, out, 2, true);
        return x -> {
            Tensor y = conv0.apply(activated ? torch.relu(x) : x);
            y = conv1.apply(torch.relu(y));
            return SamePadding.maxPool(y, 3, 2).add(shortcut.apply(x));
        };
    }

    private UnaryOperator<Tensor> residual(String name, int channels) throws IOException {
        UnaryOperator<Tensor> conv0 = Convolution.separable(weights, name + "/separable_conv0", channels, channels, 1);
        UnaryOperator<Tensor> conv1 = Convolution.separable(weights, name + "/separable_conv1", channels, channels, 1);
        UnaryOperator<Tensor> conv2 = Convolution.separable(weights, name + "/separable_conv2", channels, channels, 1);
        return x -> {
            Tensor y = conv0.apply(torch.relu(x));
            y = conv1.apply(torch.relu(y));
            return conv2.apply(torch.relu(y)).add(x);
        };
    }
}
