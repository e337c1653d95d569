/**
 * How good recognition is on a data set that names persons: verification of pairs in folds, and clusters compared
 * with persons.
 */
@NullMarked
package dev.gioconda.recognition.evaluation;

import org.jspecify.annotations.NullMarked;
