/**
 * Style transfer jobs: a stored queue that survives a restart, one worker, and the progress that it reports. It
 * does not know HTTP; a client that knows a job's id, 128 random bits, may read and stop it, and no other client can.
 */
@NullMarked
package dev.gioconda.jobs;

import org.jspecify.annotations.NullMarked;
