package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Pictures as the input of a network: padded with black to a square, scaled, normalized to {@code (value - mean) / divisor}.
 *
 * @param size rows and columns of the input
 * @param centered whether the padding is on both sides; otherwise it is at the right or at the bottom
 * @param mean of red, green and blue, of values of 0 to 255
 */
record SquareInput(int size, boolean centered, List<Float> mean, float divisor) {

    private static final List<Float> FACE_MEAN = List.of(122.782f, 117.001f, 104.298f);

    /** The input of the networks that read the crop of a face. */
    static SquareInput ofFace(int size) {
        return new SquareInput(size, true, FACE_MEAN, 255);
    }

    /** @return // [n, 3, size, size] */
    Tensor tensor(List<Picture> pictures) {
        int each = 3 * size * size;
        float[] values = new float[pictures.size() * each];
        for (int i = 0; i < pictures.size(); i++) {
            float[] scaled = scaled(pictures.get(i)); // [size, size, 3]
            for (int c = 0; c < 3; c++) {
                for (int p = 0; p < size * size; p++) {
                    values[i * each + c * size * size + p] = (scaled[p * 3 + c] - mean.get(c)) / divisor;
                }
            }
        }
        return Tensors.of(values, pictures.size(), 3, size, size);
    }

    /**
     * The padded and scaled picture. Its scaling is TensorFlow 1's bilinear one, without half-pixel centers and without aligned
     * corners: the output at i reads position {@code i * side / size}. // [size, size, 3]
     */
    float[] scaled(Picture picture) {
        int side = Math.max(picture.width(), picture.height());
        int added = side - Math.min(picture.width(), picture.height());
        int before = centered ? added - (added + 1) / 2 : 0; // of an odd number, the additional one is after
        int left = picture.width() < side ? before : 0;
        int top = picture.height() < side ? before : 0;
        float step = side / (float) size;
        float[] scaled = new float[size * size * 3];
        for (int y = 0, at = 0; y < size; y++) {
            int y0 = Math.min((int) (y * step), side - 1);
            int y1 = Math.min(y0 + 1, side - 1);
            float down = y * step - y0;
            for (int x = 0; x < size; x++) {
                int x0 = Math.min((int) (x * step), side - 1);
                int x1 = Math.min(x0 + 1, side - 1);
                float across = x * step - x0;
                for (int c = 0; c < 3; c++, at++) {
                    float upper = mix(at(picture, x0 - left, y0 - top, c), at(picture, x1 - left, y0 - top, c), across);
                    float lower = mix(at(picture, x0 - left, y1 - top, c), at(picture, x1 - left, y1 - top, c), across);
                    scaled[at] = mix(upper, lower, down);
                }
            }
        }
        return scaled;
    }

    private static float mix(float a, float b, float weight) {
        return a + (b - a) * weight;
    }

    /** A value of the padded picture. */
    private static float at(Picture picture, int x, int y, int c) {
        boolean inside = x >= 0 && y >= 0 && x < picture.width() && y < picture.height();
        return inside ? picture.at(x, y, c) : 0;
    }
}
