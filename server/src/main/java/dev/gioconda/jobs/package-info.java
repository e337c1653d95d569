/**
 * Paintings that are ordered: a queue on disk that survives a restart, one painter, and what it has to tell while it paints. It
 * knows no HTTP; whoever holds a job's id, 128 random bits, may see and stop it, and nobody else can.
 */
@NullMarked
package dev.gioconda.jobs;

import org.jspecify.annotations.NullMarked;
