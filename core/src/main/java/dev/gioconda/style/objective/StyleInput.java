package dev.gioconda.style.objective;

import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A style image at the size of its targets.
 *
 * @param pixels // [1, 3, h', w']
 * @param weight relative to the other styles
 * @param mask where this style applies, at the size of the stylized image; null for everywhere // [1, 1, h, w]
 */
public record StyleInput(
        Tensor pixels, double weight, @Nullable Tensor mask) {

    /**
     * The styles with masks that also apply the recipe's weight of style on faces.
     *
     * @param face 1 on faces, 0 elsewhere; null when the recipe treats faces like the rest // [1, 1, h, w]
     */
    static List<StyleInput> withFaceMask(List<StyleInput> styles, StyleRecipe recipe, @Nullable Tensor face) {
        Tensor faceMask = faceWeights(face, recipe.face().style());
        return styles.stream()
                .map(style -> new StyleInput(style.pixels(), style.weight(), combineMasks(style.mask(), faceMask)))
                .toList();
    }

    /** Position weights: 1 outside of faces, {@code inside} on them; null when they would all be 1. // [1, 1, h, w] */
    static @Nullable Tensor faceWeights(@Nullable Tensor face, double inside) {
        return face == null || inside == 1 ? null : Ops.plus(Ops.scale(face, inside - 1), 1);
    }

    private static @Nullable Tensor combineMasks(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null ? b : b == null ? a : a.mul(b);
    }
}
