package dev.gioconda.jobs;

import java.time.Duration;

/**
 * How much is let in.
 *
 * @param maxJobs the most jobs that wait or are painted
 * @param maxJobsPerClient the most of one client
 * @param retention how long a job is kept after its end
 * @param maxBytes how much all jobs may take in the store, pictures and all: the oldest that are over go first, and those that are not over
 *     never
 * @param minFreeBytes how many bytes must be free where checkpoints are written, for another order to be taken
 */
public record JobLimits(int maxJobs, int maxJobsPerClient, Duration retention, long maxBytes, long minFreeBytes) {}
