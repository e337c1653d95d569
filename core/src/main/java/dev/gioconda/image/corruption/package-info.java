/**
 * Corruptions of pictures as cameras, compression and obstacles cause them, in several strengths: to measure how robust detectors and
 * models are.
 */
@NullMarked
package dev.gioconda.image.corruption;

import org.jspecify.annotations.NullMarked;
