package dev.gioconda.image.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A square grey look at a part of a picture, at the scale and turn that the cascades want; border repeated outside.
 *
 * @param pixels the look, its three channels alike
 * @param toPicture from the view's pixels to the picture's
 * @param scale picture pixels per view pixel
 * @param degrees clockwise turn of the view against the picture; a face with this roll stands upright in it
 */
record GrayPatch(Picture pixels, AffineMap toPicture, double scale, double degrees) {

    /** The square with centre (x, y) and this half side in picture pixels, sampled to {@code side} x {@code side}. */
    static GrayPatch of(Picture picture, double x, double y, double halfSide, int side, double degrees) {
        double scale = 2 * halfSide / side;
        AffineMap map = AffineMap.similarity(side / 2.0, side / 2.0, x, y, scale, degrees);
        CropGeometry geometry = new CropGeometry(0, 0, side, side, side, side, true);
        return new GrayPatch(Resampler.sample(picture, map, geometry), map, scale, degrees);
    }

    /** The pixels in native memory of the enclosing scope // [h, w]. */
    Mat toMat() {
        byte[] gray = new byte[pixels.width() * pixels.height()];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = pixels.rgb()[3 * i];
        }
        return new Mat(pixels.height(), pixels.width(), CV_8UC1, new BytePointer(gray));
    }
}
