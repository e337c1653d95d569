package dev.gioconda.jobs;

import java.time.Duration;

/**
 * The limits of jobs.
 *
 * @param maxJobs the most jobs that are queued or running
 * @param maxJobsPerClient the most queued or running jobs of one client
 * @param retention how long a job is kept after its end
 * @param maxBytes limit of all jobs in the store in bytes, images included: the oldest finished jobs are evicted first, unfinished ones
 *     never
 * @param minFreeBytes free bytes required on the disk of the checkpoints to accept another job
 */
public record JobLimits(int maxJobs, int maxJobsPerClient, Duration retention, long maxBytes, long minFreeBytes) {}
