package dev.gioconda.registry;

import java.util.List;

/**
 * The entries of a promotion log that can be read, although others may be damaged.
 *
 * @param entries oldest first
 * @param damages what cannot be read, each in a sentence; empty for a complete log
 */
public record ReadableHistory(List<LogEntry> entries, List<String> damages) {}
