package dev.gioconda.inference;

import dev.gioconda.classify.FaceResult;

/**
 * A result and the model version that computed it, which is needed for a heat map of the same result after a swap.
 *
 * @param model that classified the image
 * @param result of the image
 */
public record ServedResult(ServedModel model, FaceResult result) {}
