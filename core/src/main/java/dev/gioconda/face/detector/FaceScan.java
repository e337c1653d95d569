package dev.gioconda.face.detector;

import dev.gioconda.face.Face;
import dev.gioconda.image.Picture;
import java.util.List;

/** One pass of a network that finds faces with five points. Not for several threads at once. */
interface FaceScan extends AutoCloseable {

    /** The faces of a picture at its own size. */
    List<Face> faces(Picture picture);

    /** The long side in pixels to which pictures are reduced, for small faces. */
    int fineSide();

    /** The long side of a second pass, for faces that are too large in the first. */
    int coarseSide();

    /** Only pictures with a longer long side are scanned a second time. */
    int coarseFrom();

    /** The smallest detection score of a face that is small or beside a clear one; for a large face where none is clear, less is enough. */
    double minBesideClear();

    /** Releases the native memory. */
    @Override
    void close();
}
