package dev.gioconda.style.features;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Scoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Forward pass that detaches between layers and records a tape, so that {@link #backward} can use backward passes outside autograd. Each
 * layer is an autograd graph of its own, whose memory is freed as soon as its backward pass is done.
 *
 * <p>The backward pass of a loss of {@link #features} stores gradients there; {@link #backward} backpropagates them to the image.
 */
public final class LayerTape implements AutoCloseable {

    /** One layer: its inputs, which belong to the layer before, its outputs, and a leaf of the same values that later layers read. */
    private record TapeEntry(int layer, Tensor inputs, Tensor outputs, Tensor leaf) implements AutoCloseable {
        @Override
        public void close() {
            outputs.close();
            leaf.close();
        }
    }

    private final FeatureExtractor extractor;
    private final Deque<TapeEntry> entries = new ArrayDeque<>();
    private final Map<String, FeatureMap> features;

    /** @param forward runs the layers in order */
    LayerTape(FeatureExtractor extractor, Function<FeatureExtractor.LayerRunner, Map<String, FeatureMap>> forward) {
        this.extractor = extractor;
        try {
            this.features = forward.apply(this::runLayer);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private Tensor runLayer(int layer, Tensor inputs) {
        Tensor outputs = Scoped.owned(() -> extractor.outputs(layer, inputs));
        Tensor leaf = Scoped.owned(() -> outputs.detach().requires_grad_(true));
        entries.push(new TapeEntry(layer, inputs, outputs, leaf));
        return leaf;
    }

    /** The features of the requested layers. */
    public Map<String, FeatureMap> features() {
        return features;
    }

    /** Backpropagates the gradients of the features and adds the result to the image's gradient. Can be called once. */
    public void backward() {
        while (!entries.isEmpty()) {
            try (PointerScope scope = new PointerScope();
                    TapeEntry entry = entries.pop()) {
                Tensor gradient = entry.leaf().grad();
                if (gradient.defined()) { // undefined if no loss uses this layer
                    backwardLayer(entry, gradient);
                }
            }
        }
    }

    private void backwardLayer(TapeEntry entry, Tensor gradient) {
        if (entry.outputs().requires_grad()) {
            Ops.backward(entry.outputs(), gradient);
            return;
        }
        Tensor inputGradient = extractor.inputGradient(entry.layer(), entry.outputs(), gradient);
        Tensor accumulated = entry.inputs().grad();
        if (accumulated.defined()) {
            accumulated.add_(inputGradient);
        } else {
            entry.inputs().mutable_grad().put(inputGradient);
        }
    }

    @Override
    public void close() {
        entries.forEach(TapeEntry::close);
        entries.clear();
    }
}
