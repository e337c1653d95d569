package dev.gioconda.cli.style;

import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.style.Studio;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.style.recipe.Tuned;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to paint. */
final class StyleOptions {

    private static final String PRESET = "balanced";

    /**
     * How a painting is wanted.
     *
     * @param preset the recipe's name, for reports
     * @param tuned what ratings changed of it; null for nothing
     * @param recipe with everything
     */
    record Chosen(String preset, @Nullable Tuned tuned, StyleRecipe recipe) {}

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description =
                    "quick, balanced, fine, portrait, study-vgg16, study-vgg19, study-face, gatys, neural-style, crowsonkb, a "
                            + ".toml file, or tuned: what ratings in the store made of the default (tuned:3 for version 3). Default: balanced, and "
                            + "tuned where a store is named that has it.")
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

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--threads", description = "Cores to compute on; 0 takes all. Default: 0.")
    private @Nullable Integer threads;

    /** Limits the cores where that was asked for, or was done before. */
    void threads(@Nullable Provenance earlier) {
        Integer typed = threads;
        int count = typed != null ? typed : earlier != null ? earlier.threads() : 0;
        if (count > 0) {
            torch.set_num_threads(count);
        }
    }

    /**
     * The preset, the tuned one, or the recipe of before, with what the options change.
     *
     * @param hashes of the style picture, for which the tuned preset may have weights of its own; none where there is none
     */
    Chosen chosen(@Nullable Provenance earlier, UsageException.Reading<List<String>> hashes) throws IOException {
        String typed = preset;
        if (earlier != null && typed == null) {
            StyleRecipe before = StyleRecipes.parse(earlier.recipe(), "the recipe of before");
            String name = earlier.preset() == null ? "as before" : earlier.preset();
            Integer version = earlier.tuned();
            return new Chosen(
                    name,
                    version == null ? null : new Tuned(version, List.of()),
                    changed(StyleRecipes.changed(before, changes)));
        }
        Optional<TunedVersion> tuned = tuned(typed);
        if (tuned.isEmpty()) {
            String name = typed == null ? PRESET : typed;
            return new Chosen(name, null, changed(StyleRecipes.read(name, changes)));
        }
        TunedVersion.Applied applied = tuned.get().applied(PRESET, hashes.read());
        return new Chosen(applied.preset(), applied.tuned(), changed(StyleRecipes.changed(applied.recipe(), changes)));
    }

    /** The tuned preset where it was asked for, or where a store is named and nothing else was asked for. */
    private Optional<TunedVersion> tuned(@Nullable String typed) throws IOException {
        String wanted = typed != null ? typed : store.given() ? "" : PRESET;
        boolean numbered = wanted.startsWith(TunedVersion.NAME + ":");
        boolean asked = numbered || wanted.equals(TunedVersion.NAME);
        if (!asked && !wanted.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectStore open = store.open()) {
            TunedPresets presets = new TunedPresets(open, Clock.systemUTC());
            if (numbered) {
                return Optional.of(presets.find(number(wanted)));
            }
            Optional<TunedVersion> newest = presets.newest();
            if (asked && newest.isEmpty()) {
                throw new IOException(
                        "No preset was tuned in %s yet; \"gioconda style tune\" makes one of the ratings there."
                                .formatted(open));
            }
            return newest;
        }
    }

    private static int number(String typed) {
        String number = typed.substring(typed.indexOf(':') + 1);
        if (!number.matches("[1-9][0-9]{0,7}")) {
            throw new UsageException("--preset is %s; expected tuned:VERSION, such as tuned:3.".formatted(typed));
        }
        return Integer.parseInt(number);
    }

    private StyleRecipe changed(StyleRecipe base) throws IOException {
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
