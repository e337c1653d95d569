package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.features.PooledFeatures;
import dev.gioconda.style.loss.StyleLoss;
import java.util.ArrayList;
import java.util.List;

/** Features as a style loss wants them, whose slopes it leaves with moments where these are enough for it. */
public final class MomentTape {

    private record PooledLayer(PooledFeatures moments, FeatureMap map) {}

    private final StyleLoss loss;
    private final List<PooledLayer> layers = new ArrayList<>();

    public MomentTape(StyleLoss loss) {
        this.loss = loss;
    }

    /** The same features, with a gradient. */
    public Features pool(FeatureMap map) {
        if (loss.needsEveryPosition()) {
            return map;
        }
        PooledFeatures moments = PooledFeatures.of(map);
        layers.add(new PooledLayer(moments, map));
        return moments;
    }

    /** Brings the slopes that the moments have got to the features. */
    public void backward() {
        layers.forEach(layer -> layer.moments().backward(layer.map()));
    }
}
