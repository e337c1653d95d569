package dev.gioconda.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * A convolutional network as a chain of named layers with a classifier on top. Being a chain, it can be tapped at any layer,
 * frozen up to any layer, and cut in two at any layer. State names are torchvision's.
 */
public final class Backbone extends Network {

    /** What stands on the chain: pooled features to class scores. // [n, c, h, w] to [n, classes] */
    record Top(String name, Module module, java.util.function.UnaryOperator<Tensor> step) {}

    private final List<Layer> layers;
    private final int channels;
    private final @org.jspecify.annotations.Nullable Top top;

    /**
     * @param roots the modules that hold the chain's weights, by torchvision's names, such as {@code features}
     * @param layers the chain
     * @param channels of the last layer's output
     * @param top the classifier; null for a network without one
     */
    Backbone(
            Map<String, ? extends Module> roots,
            List<Layer> layers,
            int channels,
            @org.jspecify.annotations.Nullable Top top) {
        roots.forEach(this::register_module);
        if (top != null) {
            register_module(top.name(), top.module());
        }
        this.layers = List.copyOf(layers);
        this.channels = channels;
        this.top = top;
        channelsLast();
    }

    /** The layers' names in order. */
    public List<String> layerNames() {
        return layers.stream().map(Layer::name).toList();
    }

    /** How many layers the chain has. */
    public int depth() {
        return layers.size();
    }

    /** Channels of the last layer's output. */
    public int channels() {
        return channels;
    }

    /** The chain's links. */
    List<Layer> layers() {
        return layers;
    }

    /**
     * The position of a layer, from 0: the one of that name, or the last one of a group of that name.
     *
     * @throws IllegalArgumentException when there is none; the message lists the names
     */
    public int indexOf(String layer) {
        return IntStream.iterate(layers.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> layers.get(i).name().equals(layer)
                        || layers.get(i).name().startsWith(layer + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no layer \"%s\"; the layers are %s.".formatted(layer, layerNames())));
    }

    /** The layers {@code from} to {@code to}, {@code to} not included. // [n, c, h, w] to [n, c', h', w'] */
    public Tensor run(Tensor x, int from, int to) {
        for (Layer layer : layers.subList(from, to)) {
            x = layer.step().apply(x);
        }
        return x;
    }

    /** The outputs of the named layers, in the chain's order; nothing is computed behind the last one. */
    public Map<String, Tensor> taps(Tensor x, Collection<String> names) {
        Map<Integer, String> wanted = new java.util.TreeMap<>();
        names.forEach(name -> wanted.put(indexOf(name), name));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        int at = 0;
        for (Map.Entry<Integer, String> tap : wanted.entrySet()) {
            x = run(x, at, tap.getKey() + 1);
            at = tap.getKey() + 1;
            outputs.put(tap.getValue(), x);
        }
        return outputs;
    }

    /** The output of the whole chain. // [n, channels, h, w] */
    public Tensor features(Tensor pictures) {
        return run(pictures, 0, layers.size());
    }

    /** Class scores. // [n, classes] */
    @Override
    public Tensor forward(Tensor pictures) {
        if (top == null) {
            throw new IllegalStateException("This backbone was built without a classifier; ask for its features.");
        }
        return top.step().apply(features(pictures));
    }
}
