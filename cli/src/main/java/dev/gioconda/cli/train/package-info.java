/** Commands of training and evaluation: {@code train}, {@code evaluate}, {@code pretrain}, {@code probe}, {@code retrain}. */
@NullMarked
package dev.gioconda.cli.train;

import org.jspecify.annotations.NullMarked;
