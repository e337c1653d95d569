package dev.gioconda.style.features;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Scoped;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
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

/** A frozen backbone that is asked for the outputs of some of its layers. In bfloat16 its weights are kept in bfloat16. */
public final class FeatureExtractor {

    private static final double CAFFE_GAIN = 255 * (0.229 + 0.224 + 0.225) / 3;
    private static final double EMBEDDED_GAIN = 700;

    /** Runs a layer, from 0 for the first one, on what the one below it gave. */
    @FunctionalInterface
    interface LayerRunner {
        Tensor run(int layer, Tensor inputs);
    }

    private final Backbone network;
    private final Normalization normalization;
    private final Precision precision;
    private final StyleRecipe.Border border;
    private final double gain;
    private final Map<Integer, FrozenConvolution> convolutions = new HashMap<>();

    /**
     * Freezes the network, and lays its weights out for the precision.
     *
     * @param network whose weights get no gradient, and do not change from now on
     * @param normalization of its inputs
     * @param precision of its products
     * @param border around the picture for a VGG's first layer
     * @param gain what features are multiplied by
     */
    public FeatureExtractor(
            Backbone network,
            Normalization normalization,
            Precision precision,
            StyleRecipe.Border border,
            double gain) {
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

    /** What is asked. */
    public Backbone network() {
        return network;
    }

    /**
     * The network a recipe asks for.
     *
     * @param pretrained its weights
     * @param recipe says pooling, border and precision
     * @param seed of random weights
     */
    public static FeatureExtractor of(Pretrained pretrained, StyleRecipe recipe, long seed) throws IOException {
        BackboneSpec spec = pretrained.spec().network().startsWith("vgg")
                ? new BackboneSpec(
                        pretrained.spec().network(),
                        pretrained.spec().width(),
                        recipe.pooling(),
                        pretrained.spec().keras())
                : pretrained.spec();
        torch.manual_seed(Tensors.mix(seed));
        Backbone network = spec.build(0);
        Map<String, Tensor> weights = pretrained.load();
        if (!weights.isEmpty()) {
            network.load(weights);
        }
        return new FeatureExtractor(
                network,
                pretrained.normalization(),
                Precision.parse(recipe.precision()),
                recipe.border(),
                gain(pretrained, recipe));
    }

    /**
     * A trained model's network, with the layers of its head that belong to the chain: the study's face-tuned VGG19 has
     * {@code block6_conv1} and {@code block6_conv2}. It keeps the poolings that it learnt with.
     *
     * @param version the folder of a model version whose architecture has a backbone
     */
    public static FeatureExtractor ofModel(Path version, StyleRecipe recipe) throws IOException {
        Manifest manifest = ModelFiles.manifest(version);
        if (!(ModelFiles.network(version, manifest) instanceof Backbone network)) {
            throw new IllegalArgumentException(
                    "%s is a %s, whose layers have no names to paint with; give a model with a backbone, such as one that \"gioconda train --backbone vgg19 --unfreeze 8 --head study\" makes."
                            .formatted(manifest.id(), manifest.architecture()));
        }
        boolean wide =
                recipe.range() == StyleRecipe.FeatureRange.CAFFE && manifest.normalization() != Normalization.CAFFE;
        return new FeatureExtractor(
                network,
                manifest.normalization(),
                Precision.parse(recipe.precision()),
                recipe.border(),
                wide ? EMBEDDED_GAIN : 1);
    }

    private static double gain(Pretrained pretrained, StyleRecipe recipe) {
        if (recipe.range() == StyleRecipe.FeatureRange.OWN || pretrained.normalization() == Normalization.CAFFE) {
            return 1;
        }
        return pretrained.source().equals(Pretrained.EMBEDDED) ? EMBEDDED_GAIN : CAFFE_GAIN;
    }

    /** The features of the named layers, in the network's order; nothing is computed behind the last one. // [1, 3, h, w] */
    public Map<String, FeatureMap> features(Tensor image, Collection<String> names) {
        return features(image, names, (name, output) -> FeatureMap.of(output));
    }

    /**
     * The like, of which the caller takes a part. Other outputs are gone as soon as the next layer has read them.
     *
     * @param image the picture, without a gradient // [1, 3, h, w]
     * @param select what is kept of a layer's output // [1, c, h', w']
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

    /** The like of a picture whose gradient is wanted. // a leaf of [1, 3, h, w] */
    public LayerTape forward(Tensor image, Collection<String> names) {
        return forward(image, names, (name, output) -> FeatureMap.of(output));
    }

    /** The like, of which the caller takes a part. */
    public LayerTape forward(Tensor image, Collection<String> names, BiFunction<String, Tensor, FeatureMap> select) {
        return new LayerTape(this, runner -> runLayers(image, names, select, runner));
    }

    private Map<String, FeatureMap> runLayers(
            Tensor image, Collection<String> names, BiFunction<String, Tensor, FeatureMap> select, LayerRunner runner) {
        Map<Integer, List<String>> namesByIndex = new TreeMap<>(); // two names may mean one layer
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

    /** A layer's outputs. They have a gradient if the inputs want one, unless {@link #inputGradient} is what brings it to them. */
    Tensor outputs(int layer, Tensor inputs) {
        if (layer == 0) {
            return firstLayer(inputs);
        }
        FrozenConvolution convolution = convolutions.get(layer);
        return convolution != null && convolution.isFaster(inputs)
                ? convolution.outputs(inputs)
                : network.forwardRange(inputs, layer, layer + 1);
    }

    /** What a slope of a layer's outputs is to its inputs, where autograd does not know it. // [n, c', h', w'] to [n, c, h, w] */
    Tensor inputGradient(int layer, Tensor outputs, Tensor outputGradient) {
        return Objects.requireNonNull(convolutions.get(layer)).inputGradient(outputs, outputGradient);
    }

    /** The like without gradients, with nothing but the rows left in memory; the caller closes them. */
    public Map<String, FeatureMap> detachedFeatures(Tensor image, Collection<String> names) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, FeatureMap> features = features(image, names);
            features.replaceAll((name, map) -> new FeatureMap(
                    map.outputs().clone(), map.height(), map.width(), null)); // a view would keep the whole output
            features.values().forEach(map -> map.outputs().retainReference());
            return features;
        }
    }

    /** The first layer's output. A border of ours is added before the layer's zeros, and what it gave cut off. */
    public Tensor firstLayer(Tensor image) {
        boolean addPadding = border == StyleRecipe.Border.REPLICATE
                && network.layerNames().get(0).equals("block1_conv1");
        Tensor wide = addPadding
                ? torch.pad(image, new long[] {1, 1, 1, 1}, "replicate", new DoubleOptional()) // [1, 3, h + 2, w + 2]
                : image;
        Tensor x = normalization
                .apply(wide)
                .to(precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float)
                .contiguous(MemoryFormat.ChannelsLast);
        Tensor y = network.forwardRange(x, 0, 1);
        return addPadding
                ? y.narrow(2, 1, image.size(2)).narrow(3, 1, image.size(3)).contiguous(MemoryFormat.ChannelsLast)
                : y;
    }
}
