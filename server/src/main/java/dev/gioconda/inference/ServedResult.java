package dev.gioconda.inference;

import dev.gioconda.classify.FaceResult;

/**
 * A result and the model version that gave it, which a heat map of the same answer needs after a swap too.
 *
 * @param model that classified the image
 * @param result of the image
 */
public record ServedResult(ServedModel model, FaceResult result) {}
