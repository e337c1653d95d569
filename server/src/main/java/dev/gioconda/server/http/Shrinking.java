package dev.gioconda.server.http;

import dev.gioconda.image.Picture;
import dev.gioconda.image.face.FaceCropper;

/** Pictures no larger than what is done with them needs. */
public final class Shrinking {

    private Shrinking() {}

    /** The picture, or a smaller copy whose longer side has so many pixels. */
    public static Picture to(Picture picture, int side) {
        double scale = (double) side / Math.max(picture.width(), picture.height());
        if (scale >= 1) {
            return picture;
        }
        return FaceCropper.resize(picture, (int) Math.max(1, Math.round(scale * picture.width())), (int)
                Math.max(1, Math.round(scale * picture.height())));
    }
}
