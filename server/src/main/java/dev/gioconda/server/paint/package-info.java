/**
 * Style transfer over HTTP: jobs, uploads and their quota, progress as server-sent events, and the gallery of
 * style images.
 */
@NullMarked
package dev.gioconda.server.paint;

import org.jspecify.annotations.NullMarked;
