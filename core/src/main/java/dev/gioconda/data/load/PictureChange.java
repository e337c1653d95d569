package dev.gioconda.data.load;

import dev.gioconda.data.Example;
import dev.gioconda.image.Picture;

/** Changes a decoded picture before its face is detected and cropped, such as by noise. Called by several threads. */
@FunctionalInterface
public interface PictureChange {

    /** No change. */
    PictureChange NONE = (example, picture) -> picture;

    /** The changed picture. */
    Picture apply(Example example, Picture picture);
}
