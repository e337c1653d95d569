package dev.gioconda.style.fast;

import dev.gioconda.image.Picture;
import dev.gioconda.style.loss.LossValues;
import java.util.function.Function;

/**
 * Progress of the training of a fast style after a step.
 *
 * @param step from 1
 * @param steps total
 * @param side of the crops, in pixels
 * @param losses moving average
 * @param seconds since the start of this run
 * @param stylizer stylizes an image with the current network; call it before the listener returns
 */
public record FastProgress(
        int step, int steps, int side, LossValues losses, double seconds, Function<Picture, Picture> stylizer) {}
