/**
 * Whole folders, archives and labeled sets to a table with a row for each image, on all cores: the inputs one after the other
 * ({@link dev.gioconda.score.ScoreInputs ScoreInputs}), a {@link dev.gioconda.score.Scorer Scorer} for each core, which calls the
 * {@link dev.gioconda.classify.FacePipeline FacePipeline} and nothing else, and a table that survives the end of the process
 * ({@link dev.gioconda.score.PartialTable PartialTable}). {@link dev.gioconda.score.ScoreRun ScoreRun} joins them.
 */
@NullMarked
package dev.gioconda.score;

import org.jspecify.annotations.NullMarked;
