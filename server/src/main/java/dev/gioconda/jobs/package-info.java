/**
 * Style transfer jobs: a stored queue that survives a restart, one worker, and the reported progress. Independent of
 * HTTP. Access to a job requires its id, 128 random bits.
 */
@NullMarked
package dev.gioconda.jobs;

import org.jspecify.annotations.NullMarked;
