package dev.gioconda.style.features;

import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Normalization;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Scoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Frozen backbone that returns the outputs of named layers as features. With precision bfloat16 its weights are stored
 * in bfloat16.
 */
public final class FeatureExtractor {

    /** Computes a layer, counted from 0, from the outputs of the layer before it. */
    @FunctionalInterface
    interface LayerRunner {
        Tensor run(int layer, Tensor inputs);
    }

    private final Backbone network;
    private final Normalization normalization;
    private final Precision precision;
    private final Border border;
    private final double gain;
    private final Map<Integer, FrozenConvolution> convolutions = new HashMap<>();

    /**
     * Freezes the network and converts its weights to the precision.
     *
     * @param network its weights get no gradient and must not change afterwards
     * @param normalization of the input image
     * @param precision of the convolutions
     * @param border padding of the image for the first layer of a VGG
     * @param gain factor of all features
     */
    public FeatureExtractor(
            Backbone network, Normalization normalization, Precision precision, Border border, double gain) {
        this.network = network;
        this.normalization = normalization;
        this.precision = precision;
        this.border = border;
        this.gain = gain;
        network.eval();
        network.freeze(network.depth());
        if (precision == Precision.BFLOAT16) {
            network.to(ScalarType.BFloat16, false);
            return;
        }
        for (int layer = 1; layer < network.depth(); layer++) {
            Conv2dImpl convolution = network.convReluAt(layer);
            if (convolution != null) {
                convolutions.put(layer, new FrozenConvolution(convolution));
            }
        }
    }

    /** The backbone. */
    public Backbone network() {
        return network;
    }

    /** Features of the named layers, in the network's order; layers after the last named one are not computed. // [1, 3, h, w] */
    public Map<String, FeatureMap> features(Tensor image, Collection<String> names) {
        return features(image, names, (name, output) -> FeatureMap.of(output));
    }

    /**
     * Features of a part of each named layer's output. A layer's output is freed as soon as the next layer is computed.
     *
     * @param image without a gradient // [1, 3, h, w]
     * @param select extracts the features from a layer's output // [1, c, h', w']
     */
    public Map<String, FeatureMap> features(
            Tensor image, Collection<String> names, BiFunction<String, Tensor, FeatureMap> select) {
        List<Tensor> last = new ArrayList<>();
        try {
            return runLayers(image, names, select, (layer, inputs) -> {
                Tensor outputs = Scoped.owned(() -> outputs(layer, inputs));
                last.forEach(Tensor::close);
                last.clear();
                last.add(outputs);
                return outputs;
            });
        } finally {
            last.forEach(Tensor::close);
        }
    }

    /** Features with a tape for the backward pass. // image: a leaf that requires a gradient, [1, 3, h, w] */
    public LayerTape forward(Tensor image, Collection<String> names) {
        return forward(image, names, (name, output) -> FeatureMap.of(output));
    }

    /** Features of a part of each named layer's output, with a tape for the backward pass. */
    public LayerTape forward(Tensor image, Collection<String> names, BiFunction<String, Tensor, FeatureMap> select) {
        return new LayerTape(this, runner -> runLayers(image, names, select, runner));
    }

    private Map<String, FeatureMap> runLayers(
            Tensor image, Collection<String> names, BiFunction<String, Tensor, FeatureMap> select, LayerRunner runner) {
        Map<Integer, List<String>> namesByIndex = new TreeMap<>(); // two names can denote one layer
        names.forEach(name -> namesByIndex
                .computeIfAbsent(network.indexOf(name), i -> new ArrayList<>())
                .add(name));
        Map<String, FeatureMap> features = new LinkedHashMap<>();
        Tensor x = image;
        int index = 0;
        for (Map.Entry<Integer, List<String>> entry : namesByIndex.entrySet()) {
            for (; index <= entry.getKey(); index++) {
                x = runLayer(runner, index, x, image);
            }
            FeatureMap map = select.apply(entry.getValue().get(0), gain == 1 ? x : Ops.scale(x, gain));
            entry.getValue().forEach(name -> features.put(name, map));
        }
        return features;
    }

    private Tensor runLayer(LayerRunner runner, int layer, Tensor inputs, Tensor image) {
        try {
            return runner.run(layer, inputs);
        } catch (RuntimeException failed) {
            String message = String.valueOf(failed.getMessage());
            if (message.contains("Kernel size can't be greater") || message.contains("Output size is too small")) {
                throw new TooSmallException(network.layerNames().get(layer), image.size(3), image.size(2), failed);
            }
            throw failed;
        }
    }

    /**
     * Output of one layer. It is connected to the inputs by autograd unless a {@link FrozenConvolution} computed it; then
     * {@link #inputGradient} is its backward pass.
     */
    Tensor outputs(int layer, Tensor inputs) {
        if (layer == 0) {
            return firstLayer(inputs);
        }
        FrozenConvolution convolution = convolutions.get(layer);
        return convolution != null && convolution.isFaster(inputs)
                ? convolution.outputs(inputs)
                : network.forwardRange(inputs, layer, layer + 1);
    }

    /** Gradient of a layer's inputs from that of its outputs, for layers outside autograd. // [n, c', h', w'] to [n, c, h, w] */
    Tensor inputGradient(int layer, Tensor outputs, Tensor outputGradient) {
        return Objects.requireNonNull(convolutions.get(layer)).inputGradient(outputs, outputGradient);
    }

    /** Features without gradients; copies of the requested activations only. The caller closes them. // [1, 3, h, w] */
    public Map<String, FeatureMap> detachedFeatures(Tensor image, Collection<String> names) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, FeatureMap> features = features(image, names);
            features.replaceAll((name, map) -> new FeatureMap(
                    map.outputs().clone(),
                    map.height(),
                    map.width(),
                    null)); // a view would keep the whole output in memory
            features.values().forEach(map -> map.outputs().retainReference());
            return features;
        }
    }

    /** Output of the first layer. With {@link Border#REPLICATE} the image is padded first, and the padding's outputs are cut off. */
    public Tensor firstLayer(Tensor image) {
        boolean addPadding =
                border == Border.REPLICATE && network.layerNames().get(0).equals("block1_conv1");
        Tensor padded = addPadding
                ? torch.pad(image, new long[] {1, 1, 1, 1}, "replicate", new DoubleOptional()) // [1, 3, h + 2, w + 2]
                : image;
        Tensor x = normalization
                .apply(padded)
                .to(precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float)
                .contiguous(MemoryFormat.ChannelsLast);
        Tensor y = network.forwardRange(x, 0, 1);
        return addPadding
                ? y.narrow(2, 1, image.size(2)).narrow(3, 1, image.size(3)).contiguous(MemoryFormat.ChannelsLast)
                : y;
    }
}
