package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.features.PooledFeatures;
import dev.gioconda.style.loss.StyleLoss;
import java.util.ArrayList;
import java.util.List;

/** Adapts features to a style loss: if moments suffice for the loss, gradients are collected at the moments. */
public final class MomentTape {

    private record PooledLayer(PooledFeatures moments, FeatureMap map) {}

    private final StyleLoss loss;
    private final List<PooledLayer> layers = new ArrayList<>();

    public MomentTape(StyleLoss loss) {
        this.loss = loss;
    }

    /** The moments of the features, or the features themselves if the loss needs all positions. */
    public Features pool(FeatureMap map) {
        if (loss.needsEveryPosition()) {
            return map;
        }
        PooledFeatures moments = PooledFeatures.of(map);
        layers.add(new PooledLayer(moments, map));
        return moments;
    }

    /** Backpropagates the gradients of the moments to the features. */
    public void backward() {
        layers.forEach(layer -> layer.moments().backward(layer.map()));
    }
}
