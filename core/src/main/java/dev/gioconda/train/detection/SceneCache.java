package dev.gioconda.train.detection;

import dev.gioconda.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The training scenes, composed when they are first used and kept for {@link DetectorRecipe.SceneSettings#reuse} epochs. A scene is a function
 * of seed, epoch and position, so that a resumed training repeats an uninterrupted one.
 */
final class SceneCache {

    private final SceneComposer composer;
    private final long seed;
    private final @Nullable AnnotatedPicture[] scenes; // of this generation
    private int generation = -1;

    SceneCache(SceneComposer composer, long seed) {
        this.composer = composer;
        this.seed = seed;
        this.scenes = new AnnotatedPicture[composer.recipe().epoch()];
    }

    /**
     * The scenes of a batch.
     *
     * @param epoch from 1
     * @param positions in the epoch, from 0
     */
    List<AnnotatedPicture> scenes(int epoch, int[] positions) {
        int current = (epoch - 1) / composer.recipe().reuse();
        if (current != generation) {
            Arrays.fill(scenes, null);
            generation = current;
        }
        return Arrays.stream(positions).parallel().mapToObj(this::scene).toList();
    }

    /** Two threads never ask for the same position. */
    private AnnotatedPicture scene(int position) {
        AnnotatedPicture known = scenes[position];
        if (known != null) {
            return known;
        }
        AnnotatedPicture composed = composer.compose(new SplittableRandom(Tensors.mix(seed, generation + 1, position)));
        scenes[position] = composed;
        return composed;
    }
}
