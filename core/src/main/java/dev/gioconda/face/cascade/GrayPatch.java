package dev.gioconda.face.cascade;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import dev.gioconda.image.AffineMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A square gray patch of a picture at a given scale and roll, the input of a cascade; border pixels are repeated
 * outside.
 *
 * @param pixels the gray values // [side, side]
 * @param side in pixels
 * @param toPicture from pixels of the patch to pixels of the picture
 * @param scale picture pixels per patch pixel
 * @param degrees clockwise rotation of the patch against the picture; a face with this roll is upright in it
 */
record GrayPatch(byte[] pixels, int side, AffineMap toPicture, double scale, double degrees) {

    /** The square with center (x, y) and this half side in picture pixels, sampled to {@code side} x {@code side}. */
    static GrayPatch of(GrayImage picture, double x, double y, double halfSide, int side, double degrees) {
        double scale = 2 * halfSide / side;
        AffineMap map = AffineMap.similarity(side / 2.0, side / 2.0, x, y, scale, degrees);
        return new GrayPatch(picture.sample(map, side), side, map, scale, degrees);
    }

    /** The pixels in native memory of the enclosing scope. // [h, w] */
    Mat toMat() {
        return new Mat(side, side, CV_8UC1, new BytePointer(pixels));
    }
}
