package dev.gioconda.cli.style;

import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.style.LoadedStyle;
import dev.gioconda.style.UnknownLayerException;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    private static final String DEFAULT_PRESET = "balanced";

    /**
     * How a painting is wanted.
     *
     * @param preset the recipe's name, for reports
     * @param tuned what ratings changed of it; null for nothing
     * @param recipe with everything
     */
    record ResolvedStyle(String preset, @Nullable TunedPresetRef tuned, StyleRecipe recipe) {}

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
    private @Nullable Double styleScale;

    @Option(
            names = "--colours",
            paramLabel = "style|luminance|linear",
            description =
                    "Whose colours: the style's, or the photograph's, kept exactly (luminance) or as the style's palette can (linear).")
    private @Nullable String colors;

    @Option(names = "--begin", paramLabel = "content|style|noise", description = "What the painting begins with.")
    private @Nullable String initialization;

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
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--threads", description = "Cores to compute on; 0 takes all. Default: 0.")
    private @Nullable Integer threads;

    /** Limits the cores where that was asked for, or was done before. */
    void applyThreads(@Nullable Provenance repeated) {
        Integer typed = threads;
        int threadCount = typed != null ? typed : repeated != null ? repeated.threads() : 0;
        if (threadCount > 0) {
            torch.set_num_threads(threadCount);
        }
    }

    /**
     * The preset, the tuned one, or the recipe of before, with what the options change.
     *
     * @param styleHashes of the style picture, for which the tuned preset may have weights of its own; none where there is none
     */
    ResolvedStyle resolve(@Nullable Provenance repeated, UsageException.InputReader<List<String>> styleHashes)
            throws IOException {
        String typed = preset;
        if (repeated != null && typed == null) {
            StyleRecipe earlierRecipe = StyleRecipes.parse(repeated.recipe(), "the recipe of before");
            String name = repeated.preset() == null ? "as before" : repeated.preset();
            Integer version = repeated.tunedVersion();
            return new ResolvedStyle(
                    name,
                    version == null ? null : new TunedPresetRef(version, List.of()),
                    withOverrides(StyleRecipes.withChanges(earlierRecipe, overrides)));
        }
        Optional<TunedVersion> tuned = findTuned(typed);
        if (tuned.isEmpty()) {
            String name = typed == null ? DEFAULT_PRESET : typed;
            return new ResolvedStyle(name, null, withOverrides(StyleRecipes.read(name, overrides)));
        }
        TunedVersion.AppliedTuning applied = tuned.get().apply(DEFAULT_PRESET, styleHashes.read());
        return new ResolvedStyle(
                applied.preset(),
                applied.tuned(),
                withOverrides(StyleRecipes.withChanges(applied.recipe(), overrides)));
    }

    /** The tuned preset where it was asked for, or where a store is named and nothing else was asked for. */
    private Optional<TunedVersion> findTuned(@Nullable String typed) throws IOException {
        String requested = typed != null ? typed : store.isNamed() ? "" : DEFAULT_PRESET;
        boolean numbered = requested.startsWith(TunedVersion.PRESET_NAME + ":");
        boolean explicit = numbered || requested.equals(TunedVersion.PRESET_NAME);
        if (!explicit && !requested.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectStore objectStore = store.open()) {
            TunedPresets presets = new TunedPresets(objectStore, Clock.systemUTC());
            if (numbered) {
                return Optional.of(presets.find(parseTunedVersion(requested)));
            }
            Optional<TunedVersion> newest = presets.latest();
            if (explicit && newest.isEmpty()) {
                throw new IOException(
                        "No preset was tuned in %s yet; \"gioconda style tune\" makes one of the ratings there."
                                .formatted(objectStore));
            }
            return newest;
        }
    }

    private static int parseTunedVersion(String typed) {
        String number = typed.substring(typed.indexOf(':') + 1);
        if (!number.matches("[1-9][0-9]{0,7}")) {
            throw new UsageException("--preset is %s; expected tuned:VERSION, such as tuned:3.".formatted(typed));
        }
        return Integer.parseInt(number);
    }

    private StyleRecipe withOverrides(StyleRecipe base) throws IOException {
        List<String> assignments = new ArrayList<>();
        addIfPresent(assignments, "colours", colors == null ? null : colors.toLowerCase(Locale.ROOT));
        addIfPresent(
                assignments, "initialisation", initialization == null ? null : initialization.toLowerCase(Locale.ROOT));
        addIfPresent(assignments, "backbone", backbone);
        addIfPresent(assignments, "weights", weights);
        if (strength != null) {
            if (!(strength > 0) || strength.isInfinite()) {
                throw new IllegalArgumentException("--strength is %s; expected a positive number.".formatted(strength));
            }
        }
        StyleRecipe recipe = StyleRecipes.withChanges(base, assignments);
        if (iterations != null) {
            recipe = recipe.withIterations(iterations);
        }
        if (styleScale != null) {
            recipe = recipe.withStyle(recipe.style().withScale(styleScale));
        }
        return strength == null
                ? recipe
                : recipe.withStyleWeight(strength * base.style().weight());
    }

    /** The network that a recipe asks for; says so where it is not the one that was named. */
    static LoadedStyle openStyle(StyleRecipe recipe, long seed, PrintWriter err) throws IOException {
        LoadedStyle loadedStyle = UsageException.asUsageError(() -> load(recipe, seed));
        if (!loadedStyle.weights().equals(loadedStyle.recipe().backbone())) {
            err.printf("Network: %s%n", loadedStyle.label());
            err.flush();
        }
        return loadedStyle;
    }

    private static LoadedStyle load(StyleRecipe recipe, long seed) throws IOException {
        try {
            return LoadedStyle.load(recipe, seed, ModelLocator.local(Path.of("models"))::find);
        } catch (UnknownLayerException unknown) {
            throw new IllegalArgumentException(
                    "%s \"gioconda style layers --suggest --backbone %s\" suggests layers for it."
                            .formatted(unknown.getMessage(), recipe.backbone()),
                    unknown);
        }
    }

    private static void addIfPresent(List<String> changes, String key, @Nullable Object value) {
        if (value != null) {
            changes.add(key + "=" + value);
        }
    }
}
