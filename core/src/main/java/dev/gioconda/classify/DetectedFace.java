package dev.gioconda.classify;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;

/**
 * A face that the detector found in a photograph.
 *
 * @param face with refined points
 */
public record DetectedFace(Face face) implements Region {

    @Override
    public double x() {
        return face.x();
    }

    @Override
    public double y() {
        return face.y();
    }

    @Override
    public double width() {
        return face.width();
    }

    @Override
    public double height() {
        return face.height();
    }

    @Override
    public double roll() {
        return face.roll();
    }

    @Override
    public double detection() {
        return face.detection();
    }

    @Override
    public Picture crop(Picture image, CropGeometry input) {
        return FaceCropper.crop(image, face, input);
    }

    @Override
    public double[] corners(Picture image, CropGeometry input) {
        return FaceCropper.corners(face, input);
    }

    @Override
    public FaceQuality quality(Picture image) {
        return FaceQuality.of(image, face);
    }
}
