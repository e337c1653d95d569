/** How well a face can be used: whether answers about it are likely to be right, and why not. */
@NullMarked
package dev.gioconda.face.quality;

import org.jspecify.annotations.NullMarked;
