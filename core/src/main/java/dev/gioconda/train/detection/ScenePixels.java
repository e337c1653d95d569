package dev.gioconda.train.detection;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;

/** A picture on which others are pasted. */
final class ScenePixels {

    private final int width;
    private final int height;
    private final byte[] rgb;

    /** Starts with a copy of a picture. */
    ScenePixels(Picture background) {
        width = background.width();
        height = background.height();
        rgb = background.rgb().clone();
    }

    Picture picture() {
        return new Picture(width, height, rgb);
    }

    /**
     * Pastes a region of a source.
     *
     * @param map from the source to these pixels
     * @param bounds of the region on these pixels
     */
    void paste(Picture source, AffineMap map, Region region, Region.Bounds bounds) {
        int left = (int) Math.max(0, Math.floor(bounds.left()));
        int top = (int) Math.max(0, Math.floor(bounds.top()));
        int right = (int) Math.min(width, Math.ceil(bounds.right()));
        int bottom = (int) Math.min(height, Math.ceil(bounds.bottom()));
        if (left >= right || top >= bottom) {
            return;
        }
        int columns = right - left;
        AffineMap back = map.inverse();
        Picture pasted = Resampler.sample(
                source, back, new CropGeometry(left, top, columns, bottom - top, columns, bottom - top, false));
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double opacity = region.opacity(back.x(x + 0.5, y + 0.5), back.y(x + 0.5, y + 0.5));
                if (opacity > 0) {
                    int to = 3 * (y * width + x);
                    int from = 3 * ((y - top) * columns + x - left);
                    for (int c = 0; c < 3; c++) {
                        int below = rgb[to + c] & 0xff;
                        int above = pasted.rgb()[from + c] & 0xff;
                        rgb[to + c] = (byte) Math.round(below + opacity * (above - below));
                    }
                }
            }
        }
    }
}
