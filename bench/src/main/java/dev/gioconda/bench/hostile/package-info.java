/**
 * Hostile requests for a server under test on this machine: crafted pictures, floods, slow clients, forged headers and random bytes. An
 * attack runs for a bounded time from one source address, with a bounded number of connections, and counts the statuses of the responses.
 */
@NullMarked
package dev.gioconda.bench.hostile;

import org.jspecify.annotations.NullMarked;
