/**
 * The next version from what people said: which pictures are learnt from, whether their labels can be trusted, how the challenger is
 * compared with the champion, and whether it takes its place. It implements the champion-challenger loop with a frozen hold-out.
 * Networks and loops are those of {@code train}; what people said is kept in {@code feedback}, versions in {@code registry}.
 */
@NullMarked
package dev.gioconda.retrain;

import org.jspecify.annotations.NullMarked;
