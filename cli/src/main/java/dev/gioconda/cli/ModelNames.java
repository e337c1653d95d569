package dev.gioconda.cli;

import dev.gioconda.train.Recipe;

/** What a model is called when nobody says. */
final class ModelNames {

    private ModelNames() {}

    /** The network's name, or backbone and head, such as {@code vgg19-study}. */
    static String of(Recipe recipe) {
        return recipe.network().replaceFirst(":[^/]*", "").replaceAll("[^a-z0-9]+", "-");
    }
}
