package dev.gioconda.image.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A square gray patch of a picture at a given scale and roll, the input of a cascade; border pixels are repeated
 * outside.
 *
 * @param pixels the patch, with three equal channels
 * @param toPicture from pixels of the patch to pixels of the picture
 * @param scale picture pixels per patch pixel
 * @param degrees clockwise rotation of the patch against the picture; a face with this roll is upright in it
 */
record GrayPatch(Picture pixels, AffineMap toPicture, double scale, double degrees) {

    /** The square with center (x, y) and this half side in picture pixels, sampled to {@code side} x {@code side}. */
    static GrayPatch of(Picture picture, double x, double y, double halfSide, int side, double degrees) {
        double scale = 2 * halfSide / side;
        AffineMap map = AffineMap.similarity(side / 2.0, side / 2.0, x, y, scale, degrees);
        CropGeometry geometry = new CropGeometry(0, 0, side, side, side, side, true);
        return new GrayPatch(Resampler.sample(picture, map, geometry), map, scale, degrees);
    }

    /** The pixels in native memory of the enclosing scope. // [h, w] */
    Mat toMat() {
        byte[] gray = new byte[pixels.width() * pixels.height()];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = pixels.rgb()[3 * i];
        }
        return new Mat(pixels.height(), pixels.width(), CV_8UC1, new BytePointer(gray));
    }
}
