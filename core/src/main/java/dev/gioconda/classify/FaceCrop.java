package dev.gioconda.classify;

import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import org.jspecify.annotations.Nullable;

/**
 * A region of an image in the geometry of a network's input.
 *
 * @param region that was cut out
 * @param pixels of the crop // [rows, columns, 3]
 * @param corners of the crop in the image, see {@link Region#corners} // [6]
 * @param quality see {@link Region#quality}
 */
public record FaceCrop(
        Region region,
        Picture pixels,
        double[] corners,
        @Nullable FaceQuality quality) {

    /** Cuts a region out of an image. */
    static FaceCrop of(Region region, Picture image, CropGeometry input) {
        return new FaceCrop(region, region.crop(image, input), region.corners(image, input), region.quality(image));
    }
}
