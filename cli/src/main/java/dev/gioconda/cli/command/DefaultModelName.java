package dev.gioconda.cli.command;

import dev.gioconda.train.Recipe;

/** The default name of a model. */
public final class DefaultModelName {

    private DefaultModelName() {}

    /** The network's name, or backbone and head, such as {@code vgg19-study}. */
    public static String of(Recipe recipe) {
        return recipe.network().replaceFirst(":[^/]*", "").replaceAll("[^a-z0-9]+", "-");
    }
}
