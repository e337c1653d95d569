package dev.gioconda.data.split;

import dev.gioconda.data.Dataset;

/** Says which pictures of a data set are learnt from, chosen on and reported on; {@link Splits} has the usual ones. */
@FunctionalInterface
public interface Split {

    /**
     * Divides the examples; the same data set always gives the same parts.
     *
     * @throws IllegalArgumentException when the data set lacks what the split needs; the message says which one to take
     */
    Parts apply(Dataset set);
}
