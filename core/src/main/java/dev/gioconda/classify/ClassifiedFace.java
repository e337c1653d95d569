package dev.gioconda.classify;

import dev.gioconda.model.Classifier;

/**
 * A face and what the model predicted for it.
 *
 * @param crop that the model received; a heat map needs it again
 * @param prediction of the model
 * @param answer for clients
 */
public record ClassifiedFace(FaceCrop crop, Classifier.Prediction prediction, FaceAnswer answer) {}
