/**
 * Fast style transfer over HTTP: stylization in
 * a single pass while the client waits.
 */
@NullMarked
package dev.gioconda.server.instant;

import org.jspecify.annotations.NullMarked;
