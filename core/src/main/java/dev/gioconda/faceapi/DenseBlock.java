package dev.gioconda.faceapi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolutions, each of which reads the sum of the outputs of all before it; the output is the sum of all. The first one halves
 * rows and columns.
 *
 * @param first the first convolution // [n, in, h, w] to [n, out, h/2, w/2]
 * @param others separable convolutions // [n, out, h/2, w/2]
 */
record DenseBlock(UnaryOperator<Tensor> first, List<UnaryOperator<Tensor>> others) implements UnaryOperator<Tensor> {

    private static final int CHANNELS = 32; // of the first block; every block has twice as many

    /**
     * Dense blocks, an average over all positions and a linear layer.
     *
     * @param blocks their number
     * @param convolutions of each block
     * @param outputs of the linear layer
     */
    static LayerChain chain(NetWeights weights, int blocks, int convolutions, int outputs) throws IOException {
        LayerChain layers = new LayerChain();
        int in = 3;
        int out = CHANNELS;
        for (int i = 0; i < blocks; i++) {
            layers.add("dense" + i, of(weights, "dense" + i, in, out, convolutions));
            in = out;
            out *= 2;
        }
        layers.addPooledLinear(
                weights.keep(weights.read("fc/weights", in, outputs)), weights.keep(weights.read("fc/bias", outputs)));
        return layers;
    }

    /** Only the block that reads pixels begins with a full convolution. */
    private static DenseBlock of(NetWeights weights, String name, int in, int out, int convolutions)
            throws IOException {
        UnaryOperator<Tensor> first = in == 3
                ? Convolution.of(weights, name + "/conv0", 3, in, out, 2, true)
                : Convolution.separable(weights, name + "/conv0", in, out, 2);
        List<UnaryOperator<Tensor>> others = new ArrayList<>();
        for (int i = 1; i < convolutions; i++) {
            others.add(Convolution.separable(weights, name + "/conv" + i, out, out, 1));
        }
        return new DenseBlock(first, List.copyOf(others));
    }

    @Override
    public Tensor apply(Tensor x) {
        Tensor sum = torch.relu(first.apply(x));
        for (UnaryOperator<Tensor> convolution : others) {
            sum = sum.add(convolution.apply(torch.relu(sum)));
        }
        return torch.relu(sum);
    }
}
