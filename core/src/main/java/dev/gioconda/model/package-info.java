/**
 * Trained models: the manifest beside the weights, model versions on disk, the models that are part of the
 * program, classification of a face crop with calibration, and Grad-CAM heat maps. Networks are in {@code nn}; the
 * store of versions is {@code registry}.
 */
@NullMarked
package dev.gioconda.model;

import org.jspecify.annotations.NullMarked;
