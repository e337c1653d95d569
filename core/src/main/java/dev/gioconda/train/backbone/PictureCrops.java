package dev.gioconda.train.backbone;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Random square crops of pictures, drawn again for every batch. Every set is drawn equally often. Pictures of at most half the side
 * of a crop are not enlarged, which would blur them: a mosaic of several fills the crop.
 *
 * @param sets of pictures, none empty
 */
record PictureCrops(List<List<Picture>> sets) {

    private static final double MAX_REDUCTION = 3; // of a picture in a crop: all of a large one would be too small

    /** Copies the lists. */
    PictureCrops {
        sets = sets.stream().map(List::copyOf).toList();
    }

    /**
     * Draws crops.
     *
     * @param side in pixels
     * @return values in [0, 1] // [count, 3, side, side]
     */
    Tensor draw(int count, int side, SplittableRandom random) {
        int bytes = 3 * side * side;
        byte[] rgb = new byte[count * bytes];
        SplittableRandom[] randoms = Stream.generate(random::split)
                .limit(count)
                .toArray(SplittableRandom[]::new); // in order, on any number of threads
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> System.arraycopy(crop(side, randoms[i]).rgb(), 0, rgb, i * bytes, bytes));
        return Tensor.create(rgb, false, count, side, side, 3)
                .permute(0, 3, 1, 2)
                .to(ScalarType.Float)
                .div(new Scalar(255))
                .contiguous(MemoryFormat.ChannelsLast);
    }

    private Picture crop(int side, SplittableRandom random) {
        List<Picture> set = sets.get(random.nextInt(sets.size()));
        Picture picture = set.get(random.nextInt(set.size()));
        int shorter = Math.min(picture.width(), picture.height());
        if (2 * shorter <= side) {
            return mosaic(set, side, shorter, random);
        }
        double smallest = Math.min(side, shorter);
        double largest = Math.min(shorter, MAX_REDUCTION * side);
        double length = smallest * Math.pow(largest / smallest, random.nextDouble());
        double x = random.nextDouble() * (picture.width() - length);
        double y = random.nextDouble() * (picture.height() - length);
        return Resampler.region(picture, new CropGeometry(x, y, length, length, side, side, false));
    }

    /** Rows of pictures of one set, each in its own size. */
    private static Picture mosaic(List<Picture> set, int side, int tile, SplittableRandom random) {
        byte[] rgb = new byte[3 * side * side];
        for (int top = 0; top < side; top += tile) {
            for (int left = 0; left < side; left += tile) {
                Picture picture = set.get(random.nextInt(set.size()));
                Picture part = Resampler.region(
                        picture,
                        new CropGeometry(
                                0,
                                0,
                                Math.min(tile, picture.width()),
                                Math.min(tile, picture.height()),
                                tile,
                                tile,
                                false));
                int columns = Math.min(tile, side - left);
                for (int y = 0; y < Math.min(tile, side - top); y++) {
                    System.arraycopy(part.rgb(), 3 * y * tile, rgb, 3 * ((top + y) * side + left), 3 * columns);
                }
            }
        }
        return new Picture(side, side, rgb);
    }
}
