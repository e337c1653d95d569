package dev.gioconda.jobs;

import java.time.Duration;

/**
 * How much is let in.
 *
 * @param waiting the most jobs that wait or are painted
 * @param perClient the most of one client
 * @param keep how long a job is kept after its end
 * @param bytes how much all jobs may take in the store, pictures and all: the oldest that are over go first, and those that are not over
 *     never
 * @param leastFree how many bytes must be free where checkpoints are written, for another order to be taken
 */
public record JobLimits(int waiting, int perClient, Duration keep, long bytes, long leastFree) {}
