/**
 * Preference learning: from ratings of stylized images to the weights of a recipe, by a Bayesian linear model with people and style images
 * as random effects (Gelman and Hill 2007), and the versions of the tuned preset. Ratings are collected and stored by {@code feedback},
 * recipes are defined in {@code style}.
 */
@NullMarked
package dev.gioconda.preference;

import org.jspecify.annotations.NullMarked;
