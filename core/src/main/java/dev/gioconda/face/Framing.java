package dev.gioconda.face;

/**
 * Where the faces of a data set are in their pictures, so that faces of every source are cropped in one geometry.
 *
 * <p>The aligned frame is CelebA's image of 178 columns by 218 rows, with the eyes near (69, 111) and (107,
 * 111).
 */
public enum Framing {
    /** The whole picture is a CelebA aligned frame, at any resolution and aspect ratio: a fixed crop. */
    CELEBA,
    /**
     * The whole picture is LFWcrop's box, as in SMILEs: a fixed crop, with border pixels repeated outside the picture.
     */
    LFWCROP,
    /** An ordinary photograph: the face must be detected first. */
    PHOTO,
    /** No face: the geometry's rectangle is the whole picture, stretched to its aspect ratio. */
    WHOLE
}
