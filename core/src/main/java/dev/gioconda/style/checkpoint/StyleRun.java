package dev.gioconda.style.checkpoint;

import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One computation of a {@link StyleTransfer} on one {@link StyleTask}, with checkpoints and provenance around it.
 *
 * @param loadedRecipe recipe and network
 * @param task images and size
 * @param checkpoints saves the state during the run; null for none
 */
public record StyleRun(
        LoadedRecipe loadedRecipe, StyleTask task, @Nullable StyleCheckpoints checkpoints) {

    /** A run without checkpoints. */
    public static StyleRun of(LoadedRecipe loadedRecipe, StyleTask task) {
        return new StyleRun(loadedRecipe, task, null);
    }

    /**
     * The same run with checkpoints.
     *
     * @param folder created if it does not exist
     * @param intervalSeconds between two checkpoints, 0 or more
     */
    public StyleRun withCheckpoints(Path folder, double intervalSeconds) throws IOException {
        return new StyleRun(
                loadedRecipe,
                task,
                new StyleCheckpoints(folder, loadedRecipe.recipe(), loadedRecipe.label(), task, intervalSeconds));
    }

    /**
     * Runs the style transfer and saves checkpoints, the last one when the listener stops the run. A checkpoint that cannot be written ends
     * the run with an {@link UncheckedIOException}.
     *
     * @param snapshot state to resume from; null to start
     * @param listener called after each iteration; false stops the run
     */
    public StyleTransfer.StyleResult stylize(@Nullable Snapshot snapshot, Predicate<StyleProgress> listener) {
        return stylize(snapshot, listener, failed -> {
            throw failed;
        });
    }

    /**
     * The same, and continues without a checkpoint that cannot be written.
     *
     * @param onCheckpointFailure called for each of them; the next one is tried after the usual interval
     */
    public StyleTransfer.StyleResult stylize(
            @Nullable Snapshot snapshot,
            Predicate<StyleProgress> listener,
            Consumer<UncheckedIOException> onCheckpointFailure) {
        return loadedRecipe.transfer().stylize(task, snapshot, progress -> {
            boolean proceed = listener.test(progress);
            try {
                if (checkpoints != null && proceed) {
                    checkpoints.accept(progress);
                } else if (checkpoints != null) {
                    checkpoints.save(progress);
                }
            } catch (UncheckedIOException failed) {
                onCheckpointFailure.accept(failed);
            }
            return proceed;
        });
    }

    /**
     * What the stylized image is made of.
     *
     * @param program name and version
     * @param inputs the image files
     * @param preset name of the recipe before changes
     * @param tuned version of the tuned preset that changed it; null for none
     * @param threads that compute
     */
    public Provenance provenance(
            String program, Provenance.Inputs inputs, String preset, @Nullable TunedPresetRef tuned, int threads)
            throws IOException {
        return new Provenance(
                Provenance.FORMAT,
                program,
                loadedRecipe.toml(),
                loadedRecipe.backbone(),
                loadedRecipe.weights(),
                loadedRecipe.weightsSha256(),
                task.longSide(),
                task.seed(),
                threads,
                inputs.content(),
                inputs.styles(),
                inputs.mask(),
                inputs.initialImage(),
                preset,
                tuned == null ? null : (Integer) tuned.version());
    }

    /**
     * The stylized image as PNG. A stopped run has no provenance in its image, since it cannot be repeated.
     *
     * @param provenance stored under {@link Provenance#KEYWORD}; null for none
     */
    public static byte[] png(StyleTransfer.StyleResult result, @Nullable Provenance provenance) {
        return provenance == null || !result.completed()
                ? PictureWriter.png(result.image())
                : PictureWriter.png(result.image(), Provenance.KEYWORD, provenance.toJson());
    }
}
