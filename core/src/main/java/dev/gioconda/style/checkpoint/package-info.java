/**
 * State of an interrupted style transfer on disk, the identity that decides whether it can be resumed, and the
 * provenance that is stored in a stylized image.
 */
@NullMarked
package dev.gioconda.style.checkpoint;

import org.jspecify.annotations.NullMarked;
