/**
 * What people prefer of paintings: from their stars to the weights of a recipe. Preference learning by a Bayesian linear model with
 * persons and style pictures as random effects (Gelman and Hill 2007), and the versions of the preset that came of it.
 * How stars are given and kept is said in {@code feedback}, how a recipe is painted in {@code style}.
 */
@NullMarked
package dev.gioconda.preference;

import org.jspecify.annotations.NullMarked;
