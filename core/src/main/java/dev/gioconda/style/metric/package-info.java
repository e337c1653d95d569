/**
 * Scores of stylized images that do not depend on the recipe: style distance, preserved edges, color distance and
 * similarity of faces.
 */
@NullMarked
package dev.gioconda.style.metric;

import org.jspecify.annotations.NullMarked;
