package dev.gioconda.study;

import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.TransferSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes of a study: the study's classifiers A and B, each with one of ours of its kind. */
public final class StudyRecipes {

    private static final List<String> NAMES = List.of("study-cnn", "compact", "study-vgg19", "transfer");

    /**
     * Changes with which the networks train on 1,600 synthetic portraits in minutes, where the study is a demonstration
     * and not a measurement: smaller batches for more steps (the study's batch normalization updates its statistics by
     * one hundredth per step, and needs hundreds of steps), and without the stronger augmentations, which pay off only
     * in longer training.
     */
    private static final List<String> SYNTHETIC_CHANGES = List.of(
            "training.epochs=10",
            "training.batch=32",
            "training.mixup=0",
            "augmentation.shift=0.04",
            "augmentation.rotate=5",
            "augmentation.shear=0",
            "augmentation.zoom=0.05",
            "augmentation.erase=0");

    /** On synthetic portraits only the last layers of a backbone are trained, on small images. */
    private static final List<String> SYNTHETIC_TRANSFER_CHANGES =
            List.of("input.columns=64", "input.rows=64", "transfer.unfreeze=3", "transfer.views=2");

    private StudyRecipes() {}

    /** Resolves the backbone and the weights of a recipe. */
    @FunctionalInterface
    public interface BackboneResolver {
        Recipe resolve(Recipe recipe) throws IOException;
    }

    /**
     * Reads the recipes by name.
     *
     * @param synthetic whether the data are synthetic portraits
     * @param changes of all recipes, such as {@code training.epochs=5}
     * @param resolver see {@link TransferChoice#NONE}
     * @throws IllegalArgumentException if a change is invalid
     */
    public static Map<String, Recipe> read(boolean synthetic, List<String> changes, BackboneResolver resolver)
            throws IOException {
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        for (String name : NAMES) {
            List<String> all = new ArrayList<>();
            if (synthetic) {
                all.addAll(SYNTHETIC_CHANGES);
                boolean transfer = !Recipes.read(name, List.of()).transfer().equals(TransferSettings.NONE);
                all.addAll(transfer ? SYNTHETIC_TRANSFER_CHANGES : List.of());
            }
            all.addAll(changes);
            recipes.put(name, resolver.resolve(Recipes.read(name, all)));
        }
        return recipes;
    }
}
