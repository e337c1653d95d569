package dev.gioconda.style.features;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Results;
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
 * <p>A loss of {@link #features} leaves its slopes at them; {@link #descend} brings these to the picture.
 */
public final class Sight implements AutoCloseable {

    /** A layer as it was run on inputs that it does not own; what reads its outputs reads a leaf of the same values. */
    private record Link(int layer, Tensor inputs, Tensor outputs, Tensor leaf) implements AutoCloseable {
        @Override
        public void close() {
            outputs.close();
            leaf.close();
        }
    }

    private final FeatureNet net;
    private final Deque<Link> links = new ArrayDeque<>();
    private final Map<String, FeatureMap> features;

    /** @param look runs the layers one after the other */
    Sight(FeatureNet net, Function<FeatureNet.Run, Map<String, FeatureMap>> look) {
        this.net = net;
        try {
            this.features = look.apply(this::run);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private Tensor run(int layer, Tensor inputs) {
        Tensor outputs = Results.owned(() -> net.outputs(layer, inputs));
        Tensor leaf = Results.owned(() -> outputs.detach().requires_grad_(true));
        links.push(new Link(layer, inputs, outputs, leaf));
        return leaf;
    }

    /** The features of the layers that were asked for. */
    public Map<String, FeatureMap> features() {
        return features;
    }

    /** Adds the slope that follows from those at the features to the picture's gradient. Once only. */
    public void descend() {
        while (!links.isEmpty()) {
            try (PointerScope scope = new PointerScope();
                    Link link = links.pop()) {
                Tensor slope = link.leaf().grad();
                if (slope.defined()) { // not where no loss looks
                    back(link, slope);
                }
            }
        }
    }

    private void back(Link link, Tensor slope) {
        if (link.outputs().requires_grad()) {
            Ops.backward(link.outputs(), slope);
            return;
        }
        Tensor more = net.slope(link.layer(), link.outputs(), slope);
        Tensor sum = link.inputs().grad();
        if (sum.defined()) {
            sum.add_(more);
        } else {
            link.inputs().mutable_grad().put(more);
        }
    }

    @Override
    public void close() {
        links.forEach(Link::close);
        links.clear();
    }
}
