package dev.gioconda.jobs;

import java.util.function.UnaryOperator;

/**
 * The client that creates a job.
 *
 * @param client a pseudonym of its address
 * @param keys the owner key of a job, by its id; always the same one, so that a repeated request gets it again
 */
public record JobOwner(String client, UnaryOperator<String> keys) {}
