package dev.gioconda.data.split;

import dev.gioconda.data.Dataset;

/** Splits a data set into training, validation and test parts; see {@link Splits}. */
@FunctionalInterface
public interface Split {

    /**
     * Splits the examples; the same data set always gives the same parts.
     *
     * @throws IllegalArgumentException if the data set lacks what the split needs; the message names an alternative
     */
    Parts apply(Dataset set);
}
