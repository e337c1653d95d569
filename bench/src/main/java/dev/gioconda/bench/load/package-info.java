/**
 * What the load generators share: connections from a chosen source address, percentiles of latencies, and the resources of the server's
 * process.
 */
@NullMarked
package dev.gioconda.bench.load;

import org.jspecify.annotations.NullMarked;
