package dev.gioconda.style.fast;

import dev.gioconda.image.Picture;
import dev.gioconda.style.loss.Losses;
import java.util.function.Function;

/**
 * Where the learning of a fast style stands after a step.
 *
 * @param step from 1
 * @param steps in all
 * @param side of the regions, in pixels
 * @param losses before the step, the mean over its regions
 * @param seconds since this run began
 * @param stylizer paints with the network as it stands; to be called before the listener returns
 */
public record FastProgress(
        int step, int steps, int side, Losses losses, double seconds, Function<Picture, Picture> stylizer) {}
