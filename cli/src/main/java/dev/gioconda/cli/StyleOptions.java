package dev.gioconda.cli;

import dev.gioconda.style.Provenance;
import dev.gioconda.style.Studio;
import dev.gioconda.style.StyleRecipe;
import dev.gioconda.style.StyleRecipes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to paint. */
final class StyleOptions {

    private static final String PRESET = "balanced";

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description =
                    "quick, balanced, fine, portrait, study-vgg16, study-vgg19, study-face, gatys, neural-style, crowsonkb, or a "
                            + ".toml file. Default: balanced.")
    private @Nullable String preset;

    @Option(names = "--iterations", paramLabel = "N", description = "Iterations over all sizes.")
    private @Nullable Integer iterations;

    @Option(
            names = "--strength",
            paramLabel = "FACTOR",
            description = "How much more style than the preset has: 2 for twice as much, 0.5 for half.")
    private @Nullable Double strength;

    @Option(names = "--style-scale", paramLabel = "FACTOR", description = "Larger than 1 for larger brush strokes.")
    private @Nullable Double scale;

    @Option(
            names = "--colours",
            paramLabel = "style|luminance|linear",
            description =
                    "Whose colours: the style's, or the photograph's, kept exactly (luminance) or as the style's palette can (linear).")
    private @Nullable String colours;

    @Option(names = "--begin", paramLabel = "content|style|noise", description = "What the painting begins with.")
    private @Nullable String begin;

    @Option(
            names = "--backbone",
            description =
                    "The network that looks, such as vgg19, resnet50, embedded, or model:NAME for a model trained here.")
    private @Nullable String backbone;

    @Option(
            names = "--weights",
            paramLabel = "FILE|auto|embedded|random",
            description = "Its weights. Official ones are taken when they are there.")
    private @Nullable String weights;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes the preset, such as style.loss=gram. Repeatable.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--threads", description = "Cores to compute on; 0 takes all. Default: 0.")
    private @Nullable Integer threads;

    /** The recipe's name. */
    String preset(@Nullable Provenance earlier) {
        return preset != null ? preset : earlier != null ? "as before" : PRESET;
    }

    /** Limits the cores where that was asked for, or was done before. */
    void threads(@Nullable Provenance earlier) {
        Integer typed = threads;
        int count = typed != null ? typed : earlier != null ? earlier.threads() : 0;
        if (count > 0) {
            torch.set_num_threads(count);
        }
    }

    /** The preset, or the recipe of before, with what the options change. */
    StyleRecipe recipe(@Nullable Provenance earlier) throws IOException {
        StyleRecipe base = earlier == null || preset != null
                ? StyleRecipes.read(preset(earlier), changes)
                : StyleRecipes.changed(StyleRecipes.parse(earlier.recipe(), "the recipe of before"), changes);
        List<String> all = new ArrayList<>();
        add(all, "pyramid.iterations", iterations);
        add(all, "style.scale", scale);
        add(all, "colours", colours == null ? null : colours.toLowerCase(Locale.ROOT));
        add(all, "initialisation", begin == null ? null : begin.toLowerCase(Locale.ROOT));
        add(all, "backbone", backbone);
        add(all, "weights", weights);
        if (strength != null) {
            if (!(strength > 0) || strength.isInfinite()) {
                throw new IllegalArgumentException("--strength is %s; expected a positive number.".formatted(strength));
            }
            add(all, "style.weight", strength * base.style().weight());
        }
        return StyleRecipes.changed(base, all);
    }

    /** The network that a recipe asks for; says so where it is not the one that was named. */
    static Studio studio(StyleRecipe recipe, long seed, PrintWriter err) throws IOException {
        Studio studio = UsageException.unlessGood(() -> Studio.open(recipe, seed));
        if (!studio.weights().equals(studio.recipe().backbone())) {
            err.printf("Network: %s%n", studio.label());
            err.flush();
        }
        return studio;
    }

    private static void add(List<String> changes, String key, @Nullable Object value) {
        if (value != null) {
            changes.add(key + "=" + value);
        }
    }
}
