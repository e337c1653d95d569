/**
 * The detector that needs no download: OpenCV's boosted cascades (Viola and Jones 2001), whose windows at several scales and
 * roll angles are grouped to a box and a roll.
 */
@NullMarked
package dev.gioconda.face.cascade;

import org.jspecify.annotations.NullMarked;
