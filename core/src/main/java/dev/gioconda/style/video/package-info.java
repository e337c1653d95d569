/**
 * Style transfer of frames: block motion between frames and the temporal loss that keeps the stylized frames
 * stable (Ruder, Dosovitskiy and Brox 2016).
 */
@NullMarked
package dev.gioconda.style.video;

import org.jspecify.annotations.NullMarked;
