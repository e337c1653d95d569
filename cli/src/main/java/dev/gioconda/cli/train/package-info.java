/**
 * Commands of training and evaluation: {@code train}, {@code evaluate}, {@code pretrain}, {@code probe} and {@code
 * retrain}. They parse options, call core's packages {@code train} and {@code retrain}, and print.
 */
@NullMarked
package dev.gioconda.cli.train;

import org.jspecify.annotations.NullMarked;
