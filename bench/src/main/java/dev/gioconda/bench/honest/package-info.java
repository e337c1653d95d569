/**
 * An honest client beside hostile ones: its requests with their outcomes and latencies, the writes that the server acknowledged to it, and
 * the check that a restarted server still has them.
 */
@NullMarked
package dev.gioconda.bench.honest;

import org.jspecify.annotations.NullMarked;
