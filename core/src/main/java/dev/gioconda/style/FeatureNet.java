package dev.gioconda.style;

import dev.gioconda.model.Backbone;
import dev.gioconda.model.BackboneSpec;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.Normalisation;
import dev.gioconda.model.Pretrained;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Results;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A frozen backbone that is asked for the outputs of some of its layers. In bfloat16 its weights are kept in bfloat16.
 *
 * @param network whose weights get no gradient
 * @param normalisation of its inputs
 * @param precision of its products
 * @param border around the picture for a VGG's first layer
 * @param gain what features are multiplied by
 */
public record FeatureNet(
        Backbone network, Normalisation normalisation, Precision precision, StyleRecipe.Border border, double gain) {

    private static final double CAFFE_GAIN = 255 * (0.229 + 0.224 + 0.225) / 3;
    private static final double EMBEDDED_GAIN = 700;

    /** Freezes the network, and lays its weights out for the precision. */
    public FeatureNet {
        network.eval();
        network.freeze(network.depth());
        if (precision == Precision.BFLOAT16) {
            network.to(ScalarType.BFloat16, false);
        }
    }

    /**
     * The network a recipe asks for.
     *
     * @param found its weights
     * @param recipe says pooling, border and precision
     * @param seed of random weights
     */
    public static FeatureNet of(Pretrained found, StyleRecipe recipe, long seed) throws IOException {
        BackboneSpec spec = found.spec().network().startsWith("vgg")
                ? new BackboneSpec(
                        found.spec().network(),
                        found.spec().width(),
                        recipe.pooling(),
                        found.spec().keras())
                : found.spec();
        torch.manual_seed(Tensors.mix(seed));
        Backbone network = spec.build(0);
        Map<String, Tensor> weights = found.load();
        if (!weights.isEmpty()) {
            network.load(weights);
        }
        return new FeatureNet(
                network,
                found.normalisation(),
                Precision.parse(recipe.precision()),
                recipe.border(),
                gain(found, recipe));
    }

    /**
     * A trained model's network, with the layers of its head that belong to the chain: the study's face-tuned VGG19 has
     * {@code block6_conv1} and {@code block6_conv2}. It keeps the poolings that it learnt with.
     *
     * @param version the folder of a model version whose architecture has a backbone
     */
    public static FeatureNet ofModel(Path version, StyleRecipe recipe) throws IOException {
        Manifest manifest = ModelFiles.manifest(version);
        if (!(ModelFiles.network(version, manifest) instanceof Backbone network)) {
            throw new IllegalArgumentException(
                    "%s is a %s, whose layers have no names to paint with; give a model with a backbone, such as one that \"gioconda train --backbone vgg19 --unfreeze 8 --head study\" makes."
                            .formatted(manifest.id(), manifest.architecture()));
        }
        boolean wide =
                recipe.range() == StyleRecipe.FeatureRange.CAFFE && manifest.normalisation() != Normalisation.CAFFE;
        return new FeatureNet(
                network,
                manifest.normalisation(),
                Precision.parse(recipe.precision()),
                recipe.border(),
                wide ? EMBEDDED_GAIN : 1);
    }

    private static double gain(Pretrained found, StyleRecipe recipe) {
        if (recipe.range() == StyleRecipe.FeatureRange.OWN || found.normalisation() == Normalisation.CAFFE) {
            return 1;
        }
        return found.source().equals(Pretrained.EMBEDDED) ? EMBEDDED_GAIN : CAFFE_GAIN;
    }

    /** The features of the named layers, in the network's order; nothing is computed behind the last one. // [1, 3, h, w] */
    Map<String, FeatureMap> features(Tensor canvas, Collection<String> names) {
        return features(canvas, names, (name, output) -> FeatureMap.of(output));
    }

    /**
     * The like, of which the caller takes a part. Outputs that are not needed for a gradient are gone as soon as the next layer has
     * read them.
     *
     * @param canvas the picture // [1, 3, h, w]
     * @param part what is kept of a layer's output // [1, c, h', w']
     */
    Map<String, FeatureMap> features(
            Tensor canvas, Collection<String> names, BiFunction<String, Tensor, FeatureMap> part) {
        Map<Integer, List<String>> wanted = new TreeMap<>();
        names.forEach(name -> wanted.computeIfAbsent(network.indexOf(name), i -> new ArrayList<>())
                .add(name));
        Map<String, FeatureMap> features = new LinkedHashMap<>();
        Tensor x = Results.owned(() -> first(canvas));
        int at = 1;
        for (Map.Entry<Integer, List<String>> tap : wanted.entrySet()) {
            for (; at <= tap.getKey(); at++) {
                Tensor input = x;
                int layer = at;
                x = Results.owned(() -> run(input, layer, canvas));
                input.close();
            }
            FeatureMap map = part.apply(tap.getValue().get(0), gain == 1 ? x : Ops.scale(x, gain));
            tap.getValue().forEach(name -> features.put(name, map));
        }
        x.close();
        return features;
    }

    private Tensor run(Tensor input, int layer, Tensor canvas) {
        try {
            return network.run(input, layer, layer + 1);
        } catch (RuntimeException failed) {
            String message = String.valueOf(failed.getMessage());
            if (message.contains("Kernel size can't be greater") || message.contains("Output size is too small")) {
                throw new TooSmallException(network.layerNames().get(layer), canvas.size(3), canvas.size(2), failed);
            }
            throw failed;
        }
    }

    /** The like without gradients, with nothing but the rows left in memory; the caller closes them. */
    Map<String, FeatureMap> kept(Tensor canvas, Collection<String> names) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, FeatureMap> features = features(canvas, names);
            features.replaceAll((name, map) -> new FeatureMap(
                    map.outputs().clone(), map.height(), map.width(), null)); // a view would keep the whole output
            features.values().forEach(map -> map.outputs().retainReference());
            return features;
        }
    }

    /** The first layer's output. A border of ours is added before the layer's zeros, and what it gave cut off. */
    Tensor first(Tensor canvas) {
        boolean framed = border == StyleRecipe.Border.REPLICATE
                && network.layerNames().get(0).equals("block1_conv1");
        Tensor wide = framed
                ? torch.pad(canvas, new long[] {1, 1, 1, 1}, "replicate", new DoubleOptional()) // [1, 3, h + 2, w + 2]
                : canvas;
        Tensor x = normalisation
                .apply(wide)
                .to(precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float)
                .contiguous(MemoryFormat.ChannelsLast);
        Tensor y = network.run(x, 0, 1);
        return framed
                ? y.narrow(2, 1, canvas.size(2)).narrow(3, 1, canvas.size(3)).contiguous(MemoryFormat.ChannelsLast)
                : y;
    }
}
