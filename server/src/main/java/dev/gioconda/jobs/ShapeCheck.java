package dev.gioconda.jobs;

import dev.gioconda.style.StyleTask;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;

/** Rejects images that are too narrow for the networks of the presets, before a job is accepted that would fail. */
final class ShapeCheck {

    /** Four poolings come before the deepest layer of every preset, block5_conv1; each halves the sides. */
    private static final int MIN_SHORT_SIDE = 16;

    private ShapeCheck() {}

    /** @throws IllegalArgumentException if an image has no position left in the deepest layer at the coarsest scale */
    static void check(JobSpec spec, StoredImage content, StoredImage style) throws IOException {
        StyleRecipe recipe = spec.recipe();
        int coarsest = recipe.scales().longSides(spec.size()).get(0);
        Size contentSize = new Size(content.width(), content.height()).withLongSide(coarsest);
        require("content", content, contentSize);
        int longSide = Math.max(contentSize.width(), contentSize.height());
        int styleSide = Math.max(
                StyleTask.MIN_SIDE, (int) Math.round(longSide * recipe.style().scale()));
        require("style", style, new Size(style.width(), style.height()).withLongSide(styleSide));
    }

    private static void require(String name, StoredImage image, Size coarsest) {
        if (Math.min(coarsest.width(), coarsest.height()) < MIN_SHORT_SIDE) {
            throw new IllegalArgumentException(
                    "The %s image has %d x %d pixels, which is too narrow: at the coarsest scale it has %d x %d, and its short side needs %d. Crop it, for example to a square%s."
                            .formatted(
                                    name,
                                    image.width(),
                                    image.height(),
                                    coarsest.width(),
                                    coarsest.height(),
                                    MIN_SHORT_SIDE,
                                    name.equals("style") ? ", or choose a larger styleScale" : ""));
        }
    }
}
