package dev.gioconda.cli.style;

import dev.gioconda.cli.command.BackboneOptions;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.SettingOptions;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.style.LoadedRecipe;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The recipe of a style transfer: a preset and changes of it. */
final class StyleOptions {

    private static final String DEFAULT_PRESET = "balanced";

    /**
     * The recipe that the options select.
     *
     * @param preset its name, for reports
     * @param tuned the tuned preset that changed it; null for none
     * @param recipe with all changes
     */
    record ResolvedStyle(String preset, @Nullable TunedPresetRef tuned, StyleRecipe recipe) {}

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description =
                    "A preset: quick, balanced, fine, portrait, study-vgg16, study-vgg19, study-face, gatys, neural-style, crowsonkb, a "
                            + ".toml file, or tuned, the preset that \"style tune\" made from ratings in the store (tuned:3 for version 3). Default: tuned if "
                            + "a store is named that has it, else balanced.")
    private @Nullable String preset;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Total number of iterations over all scales. Default: that of the preset.")
    private @Nullable Integer iterations;

    @Option(
            names = "--strength",
            paramLabel = "FACTOR",
            description = "Factor of the style weight: 2 doubles it, 0.5 halves it. Default: 1.")
    private @Nullable Double strength;

    @Option(
            names = "--style-scale",
            paramLabel = "FACTOR",
            description =
                    "Scale of the brush strokes: 2 for larger, 0.5 for finer ones. Default: that of the preset, mostly 1.")
    private @Nullable Double styleScale;

    @Option(
            names = "--colors",
            paramLabel = "style|luminance|linear",
            description =
                    "Colors of the result: those of the style image, or those of the content image, kept exactly (luminance) or by a linear map of the style image's colors (linear). Default: that of the preset, mostly style.")
    private @Nullable String colors;

    @Option(
            names = "--init",
            paramLabel = "content|style|noise",
            description =
                    "What the optimization starts from; an image of your own is given with --init-image. Default: that of the preset, mostly content.")
    private @Nullable String initialization;

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    /** The file of the preset; empty if it is not a file. */
    Optional<Path> presetFile() {
        return Optional.ofNullable(preset)
                .filter(name -> name.endsWith(".toml"))
                .map(Path::of);
    }

    /** The file of the weights; empty if they are not in a file. */
    Optional<Path> weightFile() {
        return Optional.ofNullable(backbone.weights())
                .filter(name -> name.contains("."))
                .map(Path::of);
    }

    /** Limits the threads as given, else as when the earlier image was made. */
    void applyThreads(@Nullable Provenance earlier) {
        threads.apply(earlier == null ? 0 : earlier.threads());
    }

    /**
     * The preset, the tuned preset, or the recipe of the earlier image, with the changes of the options.
     *
     * @param earlier provenance of an earlier image to reproduce; null for none
     * @param styleHashes hashes of the style image, for which the tuned preset may have its own weights; may be empty
     */
    ResolvedStyle resolve(@Nullable Provenance earlier, UsageException.InputReader<List<String>> styleHashes)
            throws IOException {
        String typed = preset;
        if (earlier != null && typed == null) {
            StyleRecipe earlierRecipe = StyleRecipes.parse(earlier.recipe(), "the recipe of the --settings-from image");
            String name = earlier.preset() == null ? "as in --settings-from" : earlier.preset();
            Integer version = earlier.tunedVersion();
            return new ResolvedStyle(
                    name,
                    version == null ? null : new TunedPresetRef(version, List.of()),
                    withOverrides(StyleRecipes.withChanges(earlierRecipe, settings.changes())));
        }
        Optional<TunedVersion> tuned = findTuned(typed);
        if (tuned.isEmpty()) {
            String name = typed == null ? DEFAULT_PRESET : typed;
            return new ResolvedStyle(name, null, withOverrides(StyleRecipes.read(name, settings.changes())));
        }
        TunedVersion.AppliedTuning applied = tuned.get().apply(DEFAULT_PRESET, styleHashes.read());
        return new ResolvedStyle(
                applied.preset(),
                applied.tuned(),
                withOverrides(StyleRecipes.withChanges(applied.recipe(), settings.changes())));
    }

    /** The tuned preset if it is given, or if a store is named and no preset is given. */
    private Optional<TunedVersion> findTuned(@Nullable String typed) throws IOException {
        String requested = typed != null ? typed : store.isNamed() ? "" : DEFAULT_PRESET;
        boolean numbered = requested.startsWith(TunedVersion.PRESET_NAME + ":");
        boolean explicit = numbered || requested.equals(TunedVersion.PRESET_NAME);
        if (!explicit && !requested.isEmpty()) {
            return Optional.empty();
        }
        return store.use(objectStore -> {
            TunedPresets presets = new TunedPresets(objectStore, Clock.systemUTC());
            if (numbered) {
                return Optional.of(presets.find(parseTunedVersion(requested)));
            }
            Optional<TunedVersion> newest = presets.latest();
            if (explicit && newest.isEmpty()) {
                throw new IOException(
                        "There is no tuned preset in %s yet; \"gioconda style tune\" makes one from the ratings in it."
                                .formatted(objectStore));
            }
            return newest;
        });
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
        addIfPresent(assignments, "backbone", backbone.backbone());
        addIfPresent(assignments, "weights", backbone.weights());
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

    /** Resolves the trained models that a recipe may name as backbone. */
    ModelLocator locator() {
        return models.locator();
    }

    /** Loads the network of a recipe; reports it if it is not the one that was named. */
    static LoadedRecipe loadRecipe(StyleRecipe recipe, long seed, ModelLocator models, PrintWriter err)
            throws IOException {
        LoadedRecipe loadedRecipe = UsageException.asUsageError(() -> load(recipe, seed, models));
        if (!loadedRecipe.weights().equals(loadedRecipe.recipe().backbone())) {
            err.printf("Network: %s%n", loadedRecipe.label());
            err.flush();
        }
        return loadedRecipe;
    }

    private static LoadedRecipe load(StyleRecipe recipe, long seed, ModelLocator models) throws IOException {
        try {
            return LoadedRecipe.load(recipe, seed, models::find);
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
