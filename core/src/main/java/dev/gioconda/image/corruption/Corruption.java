package dev.gioconda.image.corruption;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** A kind of corruption with five strengths, the weakest first (after Hendrycks and Dietterich 2019, arXiv 1903.12261). */
public enum Corruption {
    /** Gaussian blur; the strength is its standard deviation in pixels. */
    BLUR {
        @Override
        public Picture apply(Picture picture, double strength, SplittableRandom random) {
            return GaussianBlur.apply(picture, strength);
        }
    },
    /** Gaussian noise, independent in every channel; the strength is its standard deviation, of values in 0 to 255. */
    NOISE {
        @Override
        public Picture apply(Picture picture, double strength, SplittableRandom random) {
            return mapped(picture, value -> (int) Math.round(value + strength * random.nextGaussian()));
        }
    },
    /** JPEG compression; the strength is the quality of libjpeg in 1 to 100, lower is stronger. */
    JPEG {
        @Override
        public Picture apply(Picture picture, double strength, SplittableRandom random) {
            try {
                return new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL)
                        .decode(PictureWriter.jpeg(picture, strength / 100));
            } catch (RefusedPictureException impossible) {
                throw new IllegalStateException("A JPEG file of this program cannot be decoded.", impossible);
            }
        }
    },
    /** Underexposure; all values are multiplied by the strength. */
    DARKNESS {
        @Override
        public Picture apply(Picture picture, double strength, SplittableRandom random) {
            return mapped(picture, value -> (int) Math.round(strength * value));
        }
    },
    /** Low resolution: reduced by the strength, and enlarged again. */
    RESOLUTION {
        @Override
        public Picture apply(Picture picture, double strength, SplittableRandom random) {
            int width = (int) Math.max(1, Math.round(picture.width() / strength));
            int height = (int) Math.max(1, Math.round(picture.height() / strength));
            return Resampler.resize(Resampler.resize(picture, width, height), picture.width(), picture.height());
        }
    },
    /** A gray square over the mouth of an aligned face; the strength is its side in percent of the picture's width. */
    OCCLUSION {
        @Override
        public Picture apply(Picture picture, double strength, SplittableRandom random) {
            double half = strength / 200 * picture.width();
            int left = (int) Math.round(picture.width() / 2.0 - half);
            int right = (int) Math.round(picture.width() / 2.0 + half);
            int top = (int) Math.round(MOUTH * picture.height() - half);
            int bottom = (int) Math.min(picture.height(), Math.round(MOUTH * picture.height() + half));
            byte[] rgb = picture.rgb().clone();
            for (int y = Math.max(0, top); y < bottom; y++) {
                for (int i = 3 * (y * picture.width() + left); i < 3 * (y * picture.width() + right); i++) {
                    rgb[i] = (byte) GRAY;
                }
            }
            return new Picture(picture.width(), picture.height(), rgb);
        }
    };

    /** Row of the mouth in CelebA's aligned pictures, as a share of the height: 152.7 of 218. */
    private static final double MOUTH = 0.7;

    private static final int GRAY = 128;

    /** The five strengths, the weakest first. */
    public List<Double> strengths() {
        return switch (this) {
            case BLUR -> List.of(1.0, 2.0, 3.0, 4.0, 6.0);
            case NOISE -> List.of(10.0, 20.0, 30.0, 45.0, 60.0);
            case JPEG -> List.of(50.0, 30.0, 15.0, 8.0, 4.0);
            case DARKNESS -> List.of(0.5, 0.3, 0.2, 0.1, 0.05);
            case RESOLUTION -> List.of(2.0, 3.0, 4.0, 6.0, 8.0);
            case OCCLUSION -> List.of(10.0, 15.0, 20.0, 30.0, 40.0);
        };
    }

    /**
     * The corrupted picture, of the same size.
     *
     * @param strength usually one of {@link #strengths}
     * @param random of the noise
     */
    public abstract Picture apply(Picture picture, double strength, SplittableRandom random);

    private static Picture mapped(Picture picture, IntUnaryOperator map) {
        byte[] rgb = new byte[picture.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.max(0, Math.min(255, map.applyAsInt(picture.rgb()[i] & 0xff)));
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }
}
