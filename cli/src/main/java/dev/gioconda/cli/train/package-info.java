/**
 * Commands that train and evaluate: {@code train}, {@code evaluate}, {@code pretrain}, {@code probe} and {@code
 * retrain}.
 */
@NullMarked
package dev.gioconda.cli.train;

import org.jspecify.annotations.NullMarked;
