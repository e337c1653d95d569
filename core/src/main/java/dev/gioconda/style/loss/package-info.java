/**
 * Style and content losses as functions of features, each with its formula and source, and total variation of the
 * image.
 */
@NullMarked
package dev.gioconda.style.loss;

import org.jspecify.annotations.NullMarked;
