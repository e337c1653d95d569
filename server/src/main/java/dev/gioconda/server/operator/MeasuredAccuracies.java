package dev.gioconda.server.operator;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.model.EmbeddedAccuracy;
import dev.gioconda.model.Manifest;
import dev.gioconda.retrain.HoldoutScores;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accuracies of versions on images that they were neither trained nor selected on: the hold-out of retrainings, and for the embedded
 * model a test set. Accuracies on validation images select the epoch and are too high.
 */
public final class MeasuredAccuracies {

    private static final Logger LOG = LoggerFactory.getLogger(MeasuredAccuracies.class);
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long MIN_AGE_NANOS =
            Duration.ofSeconds(1).toNanos(); // the versions of a page are asked for together

    private final ObjectStore store;
    private final Map<String, CachedScores> cache = new HashMap<>();

    public MeasuredAccuracies(ObjectStore store) {
        this.store = store;
    }

    /**
     * An accuracy with its 95 % interval (Wilson).
     *
     * @param share of correct predictions, 0 to 1
     * @param pictures number of images
     * @param measuredWith the images; accuracies with the same value are on the same images
     */
    record MeasuredAccuracy(double share, Interval interval, int pictures, String measuredWith) {

        static MeasuredAccuracy of(double share, int pictures, String measuredWith) {
            return new MeasuredAccuracy(
                    share, Interval.wilson((int) Math.round(share * pictures), pictures), pictures, measuredWith);
        }
    }

    /**
     * @param asked ids of the versions that were asked for since it was loaded
     */
    private record CachedScores(HoldoutScores scores, String serving, long loadedAt, Set<String> asked) {

        /** Whether it can be used for a version: one that was not asked for before may be new. */
        private boolean isFresh(String id, String nowServing) {
            long age = System.nanoTime() - loadedAt;
            boolean known = !asked.add(id) || age < MIN_AGE_NANOS;
            return known && serving.equals(nowServing) && age < MAX_AGE_NANOS;
        }
    }

    /**
     * The accuracy of a version; empty if it was not measured.
     *
     * @param serving id of the version in use; the scores are read again when it changes
     */
    Optional<MeasuredAccuracy> of(Manifest manifest, String serving) {
        HoldoutScores.HoldoutScore score = scores(manifest, serving).byVersion().get(manifest.id());
        if (score != null) {
            return Optional.of(MeasuredAccuracy.of(
                    score.accuracy(),
                    score.pictures(),
                    "hold-out "
                            + score.holdout()
                                    .substring(0, Math.min(12, score.holdout().length()))));
        }
        EmbeddedAccuracy embedded = EmbeddedAccuracy.SMILE;
        return manifest.id().equals(embedded.id())
                ? Optional.of(MeasuredAccuracy.of(
                        (double) embedded.correct() / embedded.pictures(),
                        embedded.pictures(),
                        embedded.measuredWith()))
                : Optional.empty();
    }

    private synchronized HoldoutScores scores(Manifest manifest, String serving) {
        String model = manifest.name();
        CachedScores cached = cache.get(model);
        if (cached != null && cached.isFresh(manifest.id(), serving)) {
            return cached.scores();
        }
        HoldoutScores scores = cached == null ? HoldoutScores.NONE : cached.scores();
        try {
            scores = HoldoutScores.of(store, model);
        } catch (IOException failed) {
            LOG.warn("The reports of the gate for {} cannot be read: {}", model, failed.getMessage());
        }
        cache.put(model, new CachedScores(scores, serving, System.nanoTime(), new HashSet<>(Set.of(manifest.id()))));
        return scores;
    }
}
