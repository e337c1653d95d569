package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.features.Sight;
import dev.gioconda.style.loss.Gap;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a picture that is looked at in one piece: {@code w_c mean_l content_l + w_s sum_l w_l style_l + w_t smoothness}, the
 * style's layer weights and the weights of several styles summing to 1.
 */
public final class Objective implements Goal {

    /** The three weighted terms. */
    public record Terms(Tensor content, Tensor style, Tensor smoothness) {

        public Tensor total() {
            return content.add(style).add(smoothness);
        }

        Terms smoothed(Tensor roughness) {
            return new Terms(content, style, roughness);
        }
    }

    /**
     * A style at the size in which it is seen.
     *
     * @param canvas its pixels // [1, 3, h', w']
     * @param weight relative to the others
     * @param mask where it is painted, at the size of the painting; null for everywhere // [1, 1, h, w]
     */
    public record Palette(
            Tensor canvas, double weight, @Nullable Tensor mask) {

        /** The styles where they are painted, and less where a recipe wants less of them: on faces. */
        static List<Palette> spared(List<Palette> paintings, StyleRecipe recipe, @Nullable Tensor face) {
            Tensor shield = between(face, recipe.face().style());
            return paintings.stream()
                    .map(painting -> new Palette(painting.canvas(), painting.weight(), both(painting.mask(), shield)))
                    .toList();
        }
    }

    private record ContentAim(String layer, Tensor rows, double spread) {}

    private final FeatureNet net;
    private final StyleRecipe recipe;
    private final Set<String> layers = new LinkedHashSet<>();
    private final List<ContentAim> content = new ArrayList<>();
    private final @Nullable Tensor contentGuide;
    private final Aims aims;

    /**
     * @param photograph at the size that is painted // [1, 3, h, w]
     * @param paintings the styles at their sizes
     * @param face where faces are; null where they do not matter // [1, 1, h, w]
     */
    public Objective(
            FeatureNet net, StyleRecipe recipe, Tensor photograph, List<Palette> paintings, @Nullable Tensor face) {
        this.net = net;
        this.recipe = recipe;
        layers.addAll(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        contentGuide = between(face, recipe.face().content());
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, FeatureMap> own = net.kept(photograph, layers);
            aims = new Aims(
                    net,
                    recipe,
                    Palette.spared(paintings, recipe, face),
                    photograph.size(2) * photograph.size(3),
                    look -> guided(FeatureMap.of(own, look.layer()), look.guide()));
            own.forEach((layer, map) -> {
                if (recipe.content().layers().contains(layer)) {
                    Tensor rows = Results.owned(() -> rows(map));
                    content.add(new ContentAim(layer, rows, Gap.spread(rows)));
                }
                map.outputs().close();
            });
        }
    }

    @Override
    public Terms descend(Tensor pixels) {
        try (Sight sight = net.look(pixels, layers)) {
            Seen seen = new Seen(recipe.style().loss());
            List<Gap> gaps = new ArrayList<>();
            for (ContentAim aim : content) {
                gaps.add(Gap.between(rows(FeatureMap.of(sight.features(), aim.layer())), aim.rows(), aim.spread()));
            }
            Map<Aims.Look, Features> looks = new LinkedHashMap<>(); // several styles may look alike
            Terms terms = aims.terms(
                    look -> looks.computeIfAbsent(
                            look, one -> seen.of(guided(FeatureMap.of(sight.features(), one.layer()), one.guide()))),
                    gaps);
            StyleRecipe.Smooth smooth = recipe.smoothness();
            if (smooth.weight() != 0) {
                terms = terms.smoothed(Ops.scale(smooth.kind().of(pixels), smooth.weight()));
            }
            terms.total().backward();
            seen.descend();
            sight.descend();
            return terms;
        }
    }

    @Override
    public void close() {
        content.forEach(aim -> aim.rows().close());
    }

    /** What of a layer is compared with the content's. // [m, c] */
    private Tensor rows(FeatureMap map) {
        return Gap.weighted(map.rows(), guided(map, contentGuide).share(), map.positions());
    }

    private static FeatureMap guided(FeatureMap map, @Nullable Tensor guide) {
        return guide == null ? map : map.weighted(guide);
    }

    /** 1 outside of faces, {@code inside} in them; null where that is no difference. */
    static @Nullable Tensor between(@Nullable Tensor face, double inside) {
        return face == null || inside == 1 ? null : Ops.plus(Ops.scale(face, inside - 1), 1);
    }

    private static @Nullable Tensor both(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null ? b : b == null ? a : a.mul(b);
    }
}
