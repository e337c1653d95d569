/**
 * Fast style transfer (Johnson, Alahi and Fei-Fei 2016): training of a feed-forward network on one artwork, its
 * checkpoints, and stylization in a single pass.
 */
@NullMarked
package dev.gioconda.style.fast;

import org.jspecify.annotations.NullMarked;
