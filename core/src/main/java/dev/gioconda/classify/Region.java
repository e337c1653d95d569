package dev.gioconda.classify;

import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import org.jspecify.annotations.Nullable;

/** The part of an image that is classified: a face that the detector found, or the whole frame of an image with a fixed framing. */
public sealed interface Region permits DetectedFace, WholeFrame {

    /** Left edge of the upright box, in pixels of the image. */
    double x();

    /** Upper edge of the box. */
    double y();

    /** Width of the box. */
    double width();

    /** Height of the box. */
    double height();

    /** Rotation of the box about its center in degrees, clockwise positive. */
    double roll();

    /** How clearly a face was detected, {@link dev.gioconda.face.Face#detection}; 1 where the frame is fixed. */
    double detection();

    /** Cuts the region out of the image and brings it into the geometry of a network's input. */
    Picture crop(Picture image, CropGeometry input);

    /**
     * Where {@link #crop} samples the image: x and y of the upper left, upper right and lower left corner of the crop, in pixels
     * of the image // [6]
     */
    double[] corners(Picture image, CropGeometry input);

    /** The quality of the face; null where no face was detected because the frame is fixed. */
    @Nullable
    FaceQuality quality(Picture image);
}
