package dev.gioconda.bench.hostile;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The crafted files, made once.
 *
 * @param files by what they are
 */
public record HostilePictures(Map<String, byte[]> files) {

    /** The size of the files that are larger on disk or in memory, relative to those that are sent to servers. */
    enum Size {
        /** As sent to a server: up to 19 MB and 25 megapixels. */
        FULL(1),
        /** For unit tests. */
        SMALL(16);

        private final int divisor;

        Size(int divisor) {
            this.divisor = divisor;
        }

        private int of(int full) {
            return Math.max(1, full / divisor);
        }
    }

    /** Makes the files as they are sent. */
    public static HostilePictures of(byte[] face, SplittableRandom random) throws IOException {
        return of(face, random, Size.FULL);
    }

    static HostilePictures of(byte[] face, SplittableRandom random, Size size) throws IOException {
        Picture picture = new SafeImageDecoder().decode(face);
        BufferedImage image = picture.toBufferedImage();
        int side = size.of(5_000);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "PNG with overlapping IFDs",
                CraftedPng.plain(64, 64, CraftedExif.overlapping(size.of(60_000), size.of(19_000_000))));
        files.put("PNG with successive IFDs", CraftedPng.plain(64, 64, CraftedExif.successive(50_000)));
        files.put("PNG with nested IFDs", CraftedPng.plain(64, 64, CraftedExif.nested(50_000)));
        files.put("JPEG with 3,600 IFDs", CraftedJpeg.withExif(face, CraftedExif.successive(3_600)));
        files.put("JPEG with overlapping IFDs", CraftedJpeg.withExif(face, CraftedExif.overlapping(5_400, 65_000)));
        files.put("JPEG with 100 scans", CraftedJpeg.repeatedScans(side, 100));
        files.put("JPEG of 25 megapixels", CraftedJpeg.repeatedScans(side, 10));
        files.put("JPEG with 2,500 faces", CraftedJpeg.tiledFaces(image, side, 100));
        files.put("JPEG with 100 faces", CraftedJpeg.tiledFaces(image, size.of(4_000), size.of(400)));
        files.put("photo of 12 megapixels", CraftedJpeg.scaled(image, size.of(4_000), size.of(3_000)));
        files.put("JPEG of noise", CraftedJpeg.noise(size.of(2_048), random, 0.1f));
        files.put("PNG of 64 x 64 noise", CraftedPng.noise(64, 64, random));
        files.put("PNG of 1 x 1", CraftedPng.plain(1, 1, new byte[0]));
        files.put("PNG of 10,000 x 1", CraftedPng.plain(10_000, 1, new byte[0]));
        return new HostilePictures(files);
    }

    /** A file by what it is. */
    byte[] file(String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException(
                    "There is no picture \"%s\"; expected one of %s.".formatted(name, files.keySet()));
        }
        return file;
    }
}
