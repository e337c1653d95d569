package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.features.PooledFeatures;
import dev.gioconda.style.loss.StyleLoss;
import java.util.ArrayList;
import java.util.List;

/** Features as a style loss wants them, whose slopes it leaves with moments where these are enough for it. */
public final class Seen {

    private record Pooling(PooledFeatures moments, FeatureMap map) {}

    private final StyleLoss loss;
    private final List<Pooling> poolings = new ArrayList<>();

    public Seen(StyleLoss loss) {
        this.loss = loss;
    }

    /** The same features, with a gradient. */
    public Features of(FeatureMap map) {
        if (loss.needsEveryPosition()) {
            return map;
        }
        PooledFeatures moments = PooledFeatures.of(map);
        poolings.add(new Pooling(moments, map));
        return moments;
    }

    /** Brings the slopes that the moments have got to the features. */
    public void descend() {
        poolings.forEach(pooling -> pooling.moments().descend(pooling.map()));
    }
}
