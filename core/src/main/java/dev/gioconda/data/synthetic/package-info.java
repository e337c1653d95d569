/**
 * Synthetic portraits: faces drawn by code with known attributes, for tests and for the study when there is no data
 * set. No photograph is involved.
 */
@NullMarked
package dev.gioconda.data.synthetic;

import org.jspecify.annotations.NullMarked;
