package dev.gioconda.train.backbone;

import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.HintNet.Hint;
import dev.gioconda.nn.Normalization;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A pretrained network whose features a backbone learns to predict.
 *
 * @param name of the network
 * @param network with pretrained weights, which are not trained
 * @param normalization of its inputs
 * @param sha256 of the file of the weights, in hexadecimal
 * @param gains factors of the features by hint, so that the targets of all networks have variance 1: those of Caffe's VGG19 are in the
 *     thousands
 */
record FeatureTeacher(
        String name, Backbone network, Normalization normalization, String sha256, Map<Hint, Double> gains) {

    /** Predicted layers of a VGG: those before and after most poolings, and one deeper in the third block. */
    private static final List<String> VGG_LAYERS = List.of(
            "block1_conv1",
            "block1_conv2",
            "block2_conv1",
            "block2_conv2",
            "block3_conv1",
            "block3_conv2",
            "block3_conv4",
            "block4_conv1",
            "block4_conv2",
            "block5_conv1");

    /** Layers of SqueezeNet by the VGG's layers of about the same stride that predict them. */
    private static final Map<String, String> SQUEEZENET_LAYERS =
            Map.of("block4_conv4", "features.7", "block5_conv4", "features.12");

    /** Layers of the compressed VGG19 that the files of the whole VGG19 may lack. */
    private static final List<String> DEEP_LAYERS = List.of("block4_conv1", "block4_conv2", "block5_conv1");

    /**
     * Loads a teacher. Of the layers only those are used for which the file has weights: VGG19 is often published without its deeper
     * layers.
     *
     * @throws IllegalArgumentException if there is no list of layers for the network
     */
    static FeatureTeacher of(Pretrained pretrained) throws IOException {
        String name = pretrained.spec().network();
        Backbone network = pretrained.spec().build(0);
        Map<String, Tensor> state = new LinkedHashMap<>(network.state());
        Map<String, Tensor> weights = pretrained.load();
        state.putAll(weights);
        network.load(state);
        network.eval();
        Map<Hint, Double> gains = new LinkedHashMap<>();
        for (Map.Entry<String, String> pair : pairs(name).entrySet()) {
            if (weights.keySet().containsAll(network.weightNames(pair.getValue()))) {
                gains.put(new Hint(pair.getKey(), name, pair.getValue(), network.channels(pair.getValue())), 1.0);
            }
        }
        return new FeatureTeacher(name, network, pretrained.normalization(), pretrained.sha256(), gains);
    }

    /** The predicted layers. */
    Set<Hint> hints() {
        return gains.keySet();
    }

    /**
     * The same teacher with features of variance 1 on the given pictures.
     *
     * @param pictures values in [0, 1] // [n, 3, h, w]
     */
    FeatureTeacher scaledOn(Tensor pictures, Precision precision) {
        Map<Hint, Double> scaled = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            features(pictures, precision, Positions.ALL).forEach((hint, features) -> {
                Tensor centered = features.sub(HintTask.channelMeans(features));
                double variance = Tensors.scalar(centered.square().mean());
                scaled.put(hint, Objects.requireNonNull(gains.get(hint)) / Math.sqrt(variance));
            });
        }
        return new FeatureTeacher(name, network, normalization, sha256, scaled);
    }

    /** A teacher's layers by the layers that predict them. */
    private static Map<String, String> pairs(String network) {
        Map<String, String> pairs = new LinkedHashMap<>();
        switch (network) {
            case "vgg19" -> VGG_LAYERS.forEach(layer -> pairs.put(layer, layer));
            case "vgg19-16x" -> DEEP_LAYERS.forEach(layer -> pairs.put(layer, layer));
            case "squeezenet1_1" -> pairs.putAll(SQUEEZENET_LAYERS);
            default ->
                throw new IllegalArgumentException(
                        "%s cannot be a teacher; choose one of vgg19, vgg19-16x, squeezenet1_1.".formatted(network));
        }
        return pairs;
    }

    /**
     * The features of all hints, without gradients.
     *
     * @param pictures values in [0, 1] // [n, 3, h, w]
     * @param positions of each layer
     */
    Map<Hint, Tensor> features(Tensor pictures, Precision precision, Positions positions) {
        Map<Hint, Tensor> features = new LinkedHashMap<>();
        try (NoGradGuard noGrad = new NoGradGuard();
                Precision.Scope autocast = precision.autocast()) {
            Tensor input = normalization.apply(pictures).contiguous(MemoryFormat.ChannelsLast);
            Map<String, Tensor> outputs = network.layerOutputs(
                    input, hints().stream().map(Hint::teacherLayer).toList());
            for (Map.Entry<Hint, Double> gain : gains.entrySet()) {
                Hint hint = gain.getKey();
                Tensor output = Objects.requireNonNull(outputs.get(hint.teacherLayer()));
                features.put(hint, Ops.scale(positions.of(output).to(ScalarType.Float), gain.getValue()));
            }
        }
        return features;
    }
}
