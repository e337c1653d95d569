package dev.gioconda.train.detection;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Backgrounds of scenes: a random crop of a picture without objects, a mosaic of several, or a colored gradient with noise.
 *
 * @param sets pictures without objects; every set is drawn equally often; empty for gradients only
 */
public record BackgroundPainter(List<List<Picture>> sets) {

    private static final int MAX_TILES = 8; // per row of a mosaic
    private static final double GRADIENTS = 0.1; // share of the scenes
    private static final double MOSAICS = 0.5;
    private static final double MIN_CROP = 0.15; // of the shorter side
    private static final double MIN_CROP_SIDE = 20; // pixels
    private static final double MAX_REDUCTION = 2; // of a crop; larger crops only take time

    /** Drops empty sets. */
    public BackgroundPainter {
        sets = sets.stream().filter(set -> !set.isEmpty()).map(List::copyOf).toList();
    }

    /** A square background. */
    Picture paint(int side, SplittableRandom random) {
        double kind = random.nextDouble();
        if (sets.isEmpty() || kind < GRADIENTS) {
            return gradient(side, random);
        }
        if (kind > GRADIENTS + MOSAICS) {
            return crop(side, side, random);
        }
        int tiles = 2 + random.nextInt(MAX_TILES - 1);
        byte[] rgb = new byte[3 * side * side];
        for (int row = 0; row < tiles; row++) {
            int top = row * side / tiles;
            int bottom = (row + 1) * side / tiles;
            for (int column = 0; column < tiles; column++) {
                int left = column * side / tiles;
                int right = (column + 1) * side / tiles;
                Picture tile = crop(right - left, bottom - top, random);
                for (int y = top; y < bottom; y++) {
                    System.arraycopy(
                            tile.rgb(), 3 * (y - top) * (right - left), rgb, 3 * (y * side + left), 3 * (right - left));
                }
            }
        }
        return new Picture(side, side, rgb);
    }

    private Picture crop(int columns, int rows, SplittableRandom random) {
        List<Picture> set = sets.get(random.nextInt(sets.size()));
        Picture picture = set.get(random.nextInt(set.size()));
        int shorter = Math.min(picture.width(), picture.height());
        double smallest = Math.min(1, Math.max(MIN_CROP, MIN_CROP_SIDE / shorter));
        double length = Math.min(MAX_REDUCTION * rows, shorter * Math.pow(smallest, random.nextDouble()));
        return Resampler.region(
                picture,
                new CropGeometry(
                        random.nextDouble() * (picture.width() - length),
                        random.nextDouble() * (picture.height() - length),
                        length,
                        length,
                        columns,
                        rows,
                        false));
    }

    private static Picture gradient(int side, SplittableRandom random) {
        int[] from = random.ints(3, 0, 256).toArray();
        int[] to = random.ints(3, 0, 256).toArray();
        double angle = 2 * Math.PI * random.nextDouble();
        int noise = random.nextInt(48);
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            int row = i / side;
            double across = ((double) (i % side) / side - 0.5) * Math.cos(angle);
            double down = ((double) row / side - 0.5) * Math.sin(angle);
            int grain = random.nextInt(2 * noise + 1) - noise;
            for (int c = 0; c < 3; c++) {
                double value = from[c] + (to[c] - from[c]) * (0.5 + across + down) + grain;
                rgb[3 * i + c] = (byte) Math.max(0, Math.min(255, value));
            }
        }
        return new Picture(side, side, rgb);
    }
}
