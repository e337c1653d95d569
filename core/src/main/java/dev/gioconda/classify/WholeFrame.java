package dev.gioconda.classify;

import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.Framing;
import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import org.jspecify.annotations.Nullable;

/**
 * A whole image, whose source fixes where the face is; no face detection takes place.
 *
 * @param width of the image in pixels
 * @param height of the image in pixels
 * @param framing of the image, not {@link Framing#PHOTO}
 */
public record WholeFrame(double width, double height, Framing framing) implements Region {

    /** The frame of an image. */
    static WholeFrame of(Picture image, Framing framing) {
        return new WholeFrame(image.width(), image.height(), framing);
    }

    @Override
    public double x() {
        return 0;
    }

    @Override
    public double y() {
        return 0;
    }

    @Override
    public double roll() {
        return 0;
    }

    @Override
    public double detection() {
        return 1;
    }

    @Override
    public Picture crop(Picture image, CropGeometry input) {
        return FaceCropper.crop(image, framing, input);
    }

    @Override
    public double[] corners(Picture image, CropGeometry input) {
        return FaceCropper.corners(image, framing, input);
    }

    @Override
    public @Nullable FaceQuality quality(Picture image) {
        return null;
    }
}
