package dev.gioconda.style;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.FaceCropper;
import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Between pictures and tensors. // [1, 3, h, w], values in [0, 1] */
final class Canvas {

    private Canvas() {}

    /** The picture's pixels. */
    static Tensor of(Picture picture) {
        int plane = picture.width() * picture.height();
        float[] values = new float[plane * 3];
        byte[] rgb = picture.rgb();
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                values[c * plane + i] = (rgb[i * 3 + c] & 0xff) / 255f;
            }
        }
        return Tensors.of(values, 1, 3, picture.height(), picture.width());
    }

    /** The nearest picture of 8 bits. */
    static Picture picture(Tensor canvas) {
        float[] values = Tensors.floats(Ops.clamp(canvas, 0, 1));
        int height = (int) canvas.size(2);
        int width = (int) canvas.size(3);
        int plane = width * height;
        byte[] rgb = new byte[plane * 3];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[i * 3 + c] = (byte) Math.round(values[c * plane + i] * 255);
            }
        }
        return new Picture(width, height, rgb);
    }

    /** The picture at another size, averaged where it shrinks. */
    static Picture sized(Picture picture, Size size) {
        if (picture.width() == size.width() && picture.height() == size.height()) {
            return picture;
        }
        return FaceCropper.region(
                picture, new CropGeometry(0, 0, picture.width(), picture.height(), size.width(), size.height(), false));
    }

    /** A map at another size: averaged where it shrinks, bilinear where it grows. // [1, c, h, w] */
    static Tensor resized(Tensor map, long height, long width) {
        return height <= map.size(2) && width <= map.size(3)
                ? torch.adaptive_avg_pool2d(map, height, width)
                : torch.upsample_bilinear2d(map, new long[] {height, width}, false);
    }

    /** A canvas at a larger size, bicubic. */
    static Tensor grown(Tensor canvas, Size size) {
        return torch.upsample_bicubic2d(canvas, new long[] {size.height(), size.width()}, false);
    }
}
