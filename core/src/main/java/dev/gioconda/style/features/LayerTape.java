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
 * What a network sees of a picture whose gradient is wanted. Each layer is run by itself, on inputs that autograd takes for a beginning. So
 * layers can be computed by whatever is fastest, also what autograd knows nothing of, and what a layer kept for its slope is free once the
 * slope is below it.
 *
 * <p>A loss of {@link #features} leaves its slopes at them; {@link #backward} brings these to the picture.
 */
public final class LayerTape implements AutoCloseable {

    /** A layer as it was run on inputs that it does not own; what reads its outputs reads a leaf of the same values. */
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

    /** @param forward runs the layers one after the other */
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

    /** The features of the layers that were asked for. */
    public Map<String, FeatureMap> features() {
        return features;
    }

    /** Adds the slope that follows from those at the features to the picture's gradient. Once only. */
    public void backward() {
        while (!entries.isEmpty()) {
            try (PointerScope scope = new PointerScope();
                    TapeEntry entry = entries.pop()) {
                Tensor gradient = entry.leaf().grad();
                if (gradient.defined()) { // not where no loss looks
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
