/**
 * Recognition of persons: {@link dev.gioconda.recognition.FaceEmbedder embeddings} of faces, their distances as {@link
 * dev.gioconda.recognition.MatchCalibration calibrated probabilities}, clustering, and evaluation on pairs of pictures.
 */
@NullMarked
package dev.gioconda.recognition;

import org.jspecify.annotations.NullMarked;
