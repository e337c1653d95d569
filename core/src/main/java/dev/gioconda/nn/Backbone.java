package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A convolutional network as a sequence of named layers with a classifier on top. Features can be extracted at any
 * layer, layers can be frozen up to any layer, and the sequence can be split at any layer. Parameter names follow
 * torchvision.
 */
public final class Backbone extends Network implements FeatureMapNetwork {

    /** The classifier on top: pooled features to class scores. // [n, c, h, w] to [n, classes] */
    record Top(String name, Module module, UnaryOperator<Tensor> operation) {}

    private static final int PROBE_SIDE = 64; // pixels; every network has outputs for it

    private final Map<String, Module> roots;
    private final List<Layer> layers;
    private final int bodyDepth;
    private final int channels;
    private final @Nullable Top top;

    /**
     * @param roots the modules that own the weights, by torchvision's names, such as {@code features}
     * @param layers the sequence
     * @param channels number of channels of the last layer's output
     * @param top the classifier, or null
     */
    Backbone(Map<String, ? extends Module> roots, List<Layer> layers, int channels, @Nullable Top top) {
        this(roots, layers, layers.size(), channels, top);
    }

    private Backbone(
            Map<String, ? extends Module> roots, List<Layer> layers, int bodyDepth, int channels, @Nullable Top top) {
        roots.forEach(this::register_module);
        if (top != null) {
            register_module(top.name(), top.module());
        }
        this.roots = Collections.unmodifiableMap(new LinkedHashMap<>(roots));
        this.layers = List.copyOf(layers);
        this.bodyDepth = bodyDepth;
        this.channels = channels;
        this.top = top;
        channelsLast();
    }

    /** Takes over the layers of a backbone and appends layers and another classifier. */
    Backbone withHead(List<Layer> headLayers, int newChannels, Top newTop) {
        List<Layer> chain = new ArrayList<>(layers);
        chain.addAll(headLayers);
        return new Backbone(roots, chain, bodyDepth, newChannels, newTop);
    }

    /** The names of the layers in order. */
    public List<String> layerNames() {
        return layers.stream().map(Layer::name).toList();
    }

    /** The layers in order. */
    List<Layer> layers() {
        return layers;
    }

    /** The number of layers. */
    public int depth() {
        return layers.size();
    }

    /** The number of layers below the head. */
    public int bodyDepth() {
        return bodyDepth;
    }

    /** The number of channels of the last layer's output. */
    public int channels() {
        return channels;
    }

    /** The number of channels of a layer's output; switches to evaluation mode, so that no batch statistics change. */
    public int channels(String layer) {
        eval();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor probe = torch.zeros(1, 3, PROBE_SIDE, PROBE_SIDE);
            return (int) forwardRange(probe, 0, indexOf(layer) + 1).size(1);
        }
    }

    /** The names, as in {@link #state}, of the weights that a layer's output depends on. */
    public Set<String> weightNames(String layer) {
        Set<Long> addresses = new HashSet<>();
        weightsOfFirst(indexOf(layer) + 1)
                .forEach(weight -> addresses.add(weight.data_ptr().address()));
        Set<String> names = new LinkedHashSet<>();
        state().forEach((name, weight) -> {
            if (addresses.contains(weight.data_ptr().address())) {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * The index of a layer, from 0: the layer with this name, or the last layer of the group with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public int indexOf(String layer) {
        return IntStream.iterate(layers.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> layers.get(i).name().equals(layer)
                        || layers.get(i).name().startsWith(layer + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown layer \"%s\"; the layers are %s.".formatted(layer, layerNames())));
    }

    /** The convolution of a layer that consists of a 3 x 3 convolution and its ReLU; null for other layers. */
    public @Nullable Conv2dImpl convReluAt(int layer) {
        return layers.get(layer).operation() instanceof ConvRelu convRelu ? convRelu.convolution() : null;
    }

    /** Runs the layers {@code from} (inclusive) to {@code to} (exclusive). // [n, c, h, w] to [n, c', h', w'] */
    public Tensor forwardRange(Tensor x, int from, int to) {
        for (Layer layer : layers.subList(from, to)) {
            x = layer.operation().apply(x);
        }
        return x;
    }

    /** The outputs of the named layers, in order; later layers are not computed. */
    public Map<String, Tensor> layerOutputs(Tensor x, Collection<String> names) {
        Map<Integer, List<String>> requested = new TreeMap<>(); // two names may refer to one layer
        names.forEach(name ->
                requested.computeIfAbsent(indexOf(name), i -> new ArrayList<>()).add(name));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        int position = 0;
        for (Map.Entry<Integer, List<String>> tap : requested.entrySet()) {
            x = forwardRange(x, position, tap.getKey() + 1);
            position = tap.getKey() + 1;
            for (String name : tap.getValue()) {
                outputs.put(name, x);
            }
        }
        return outputs;
    }

    /** The output of the last layer. // [n, channels, h, w] */
    @Override
    public Tensor features(Tensor pictures) {
        return forwardRange(pictures, 0, layers.size());
    }

    /** The class scores from the output of the first {@code from} layers. // [n, c, h, w] to [n, classes] */
    public Tensor forwardFrom(Tensor x, int from) {
        if (top == null) {
            throw new IllegalStateException(
                    "This backbone was built without a classifier; only its features are available.");
        }
        return top.operation().apply(forwardRange(x, from, layers.size()));
    }

    @Override
    public Tensor forwardHead(Tensor features) {
        return forwardFrom(features, layers.size());
    }

    /** Class scores. // [n, classes] */
    @Override
    public Tensor forward(Tensor pictures) {
        return forwardFrom(pictures, 0);
    }

    /**
     * The number of frozen layers.
     *
     * @param unfreeze the number of trained layers at the end of the backbone, including poolings as in Keras, such as
     *     {@code 3}; or the name of the first trained layer or group; or {@code all}
     */
    public int frozenLayers(String unfreeze) {
        if (unfreeze.equals("all")) {
            return 0;
        }
        if (!unfreeze.matches("[0-9]{1,4}")) {
            int first = indexOf(unfreeze);
            if (first >= bodyDepth) {
                throw new IllegalArgumentException(
                        "%s is part of the head, which is always trained; the layers of the backbone are %s."
                                .formatted(unfreeze, layerNames().subList(0, bodyDepth)));
            }
            while (first > 0 && layers.get(first - 1).name().startsWith(unfreeze + ".")) {
                first--;
            }
            return first;
        }
        int count = Integer.parseInt(unfreeze);
        if (count > bodyDepth) {
            throw new IllegalArgumentException("%d layers to train; the backbone has %d: %s."
                    .formatted(count, bodyDepth, layerNames().subList(0, bodyDepth)));
        }
        return bodyDepth - count;
    }

    /** The live weights and statistics of the first {@code count} layers. */
    public List<Tensor> weightsOfFirst(int count) {
        List<Tensor> weights = new ArrayList<>();
        for (Layer layer : layers.subList(0, count)) {
            for (Module module : layer.modules()) {
                for (TensorVector tensors : List.of(module.parameters(), module.buffers())) {
                    for (long i = 0; i < tensors.size(); i++) {
                        weights.add(new Tensor(tensors.get(i))); // a separate handle: the vector is freed
                    }
                }
            }
        }
        return weights;
    }

    /** Disables gradients of the first {@code frozen} layers and enables them for all others. */
    public void freeze(int frozen) {
        for (int i = 0; i < layers.size(); i++) {
            for (Module module : layers.get(i).modules()) {
                TensorVector parameters = module.parameters();
                for (long p = 0; p < parameters.size(); p++) {
                    parameters.get(p).requires_grad_(i >= frozen);
                }
            }
        }
    }

    /** Switches to training mode, except for the first {@code frozen} layers, whose batch statistics do not change. */
    public void trainUnfrozen(int frozen) {
        train(true);
        layers.subList(0, frozen).forEach(layer -> layer.modules().forEach(Module::eval));
    }
}
