package dev.gioconda.image.face;

/**
 * How the faces of a data set sit in their pictures, so that every source reaches the network in one geometry.
 *
 * <p>The common frame is CelebA's aligned picture, 178 columns by 218 rows, with the eyes near (69, 111) and (107, 111).
 */
public enum Framing {
    /** The whole picture is a CelebA aligned frame, at any resolution or squeeze: a fixed crop. */
    CELEBA,
    /** The whole picture is LFWcrop's box, as in SMILEs: a fixed crop, with the border repeated where it is too tight. */
    LFWCROP,
    /** An ordinary photograph: the face must be found first. */
    PHOTO,
    /** Not a face: the geometry's rectangle is the whole picture, squeezed as need be. */
    WHOLE
}
