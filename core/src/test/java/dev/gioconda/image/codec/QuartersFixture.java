package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Base64;

/**
 * A picture of 32 x 24 pixels in quarters of red, green, blue and white, and files of it in formats that the JDK does not write: drawn and
 * written with Pillow 9.4 (libwebp 1.2.4, libjpeg-turbo).
 */
final class QuartersFixture {

    static final int WIDTH = 32;
    static final int HEIGHT = 24;
    static final int[][] COLORS = {{200, 30, 40}, {40, 160, 60}, {30, 60, 190}, {220, 220, 210}};

    private static final String LOSSY =
            "UklGRpAAAABXRUJQVlA4IIQAAADwBQCdASogABgAPhUGgkEhBvwEAFEsgA7gvmf4AfiBvgLQB/APxAu/+7AP6B2f4Jyw3572zNIXoAD+/p9NH9"
                    + "8t///sY2hDCExYWphCYsP//0fL6V+nuEIvbY+ZyoBNA2//+vh+yaM5CPls/L9s7PP3XLvYAm0y7ZINBJPbFLLFrQXAAAA=";

    private static final String LOSSLESS =
            "UklGRkYAAABXRUJQVlA4TDkAAAAvH8AFAB8gECBOxGiRLUxIQHQDrTfBCIEAcSlHhjBF8x93ByYEgmybSU5ykhc4QET/Q3XbfqsAfgEA";

    private static final String LOSSY_ALPHA =
            "UklGRsQAAABXRUJQVlA4WAoAAAAQAAAAHwAAFwAAQUxQSBsAAAABFyAQSFKffI2ICAeBAGHSpFYBEf0PANVv1RsAVlA4IIIAAADQBQCdASogAB"
                    + "gAPhUGgkEhBvwEAFEsgA7gvmf4AfiBvgLQB/APxAu/+7AP6B2f4MSx93RWUXOAAP79Awf/+6jL//7GNoQwhMWFqYQmLD//9Hy+lfp7hCL22Pmc"
                    + "qATQNv//uIaIs+RM/mDPy/bOzz91y72AJtMu2SDQST2w96D4h7wA";

    private static final String LOSSLESS_ALPHA =
            "UklGRkoAAABXRUJQVlA4TD4AAAAvH8AFEB+gIG0DplL3ZE+YkICQzfJ/gjECAUK5SB0iBCSE57JcAPxWNxUE2TaTnOQkL3CAiP4HwLb9Vqn+Ag"
                    + "==";

    private static final String TURNED =
            "UklGRnoAAABXRUJQVlA4WAoAAAAIAAAAHwAAFwAAVlA4TDkAAAAvH8AFAB8gECBOxGiRLUxIQHQDrTfBCIEAcSlHhjBF8x93ByYEgmybSU5ykh"
                    + "c4QET/Q3XbfqsAfgEARVhJRhoAAABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA==";

    private static final String ANIMATED =
            "UklGRqoAAABXRUJQVlA4WAoAAAACAAAAHwAAFwAAQU5JTQYAAAAAAAAAAABBTk1GUAAAAAAAAAAAAB8AABcAAGQAAAJWUDhMOAAAAC8fwAUAHy"
                    + "AQIMbk6JCmU0hAdFm23VSBAHEuSIQiEfMfVEFvBYJsm0lO8pITOEBE/2PbVH8Bqm4DQU5NRiYAAAAAAAAAAAAfAAAXAABkAAAAVlA4TA4AAAAv"
                    + "H8AFAAcQEf0PRET/Aw==";

    private static final String GRADIENT =
            "UklGRpgAAABXRUJQVlA4TIwAAAAvO8AJAAEhbbJ7+sdGR/Q/8zQQCCT5mz+BkIBMiaIo+p94GfU6wmkkSY6UaPy3WeypRh9PhkBAUKIIBW4kJY"
                    + "P7CfAIKBkKABtrPpLgDms+n3dikm2+lqCYdRaa11gqP7HUvMZ2y76XYGGWmbc4Q0CCwhLhCR6QoJCUu8/DD3Sfo//kkPsn8/f5b/9PGg==";

    private static final String CMYK_JPEG =
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFB"
                    + "gSFBUU/8AAFAgAGAAgBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQEC"
                    + "AwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dX"
                    + "Z3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4E"
                    + "QwBNAFkASwAAPwD7Ar8+q+FK/VOiiiivxUr9Wq7aiiiiivsj/h5p/wBU3/8AK7/9zV+Zv/CE/wDT7/5C/wDsq+kv+Hd//VQP/KL/APdFFH/DzT"
                    + "/qm/8A5Xf/ALmo/wCEJ/6ff/IX/wBlR/w7v/6qB/5Rf/uiiuo/4dc/9VM/8oH/AN01+wX/AApL/qM/+Sv/ANnXbf8ADu//AKqB/wCUX/7ooo/4"
                    + "dc/9VM/8oH/3TR/wpL/qM/8Akr/9nR/w7v8A+qgf+UX/AO6KK/PWvylr6Sooooor9+q/aqu2ooooor//2Q==";

    private QuartersFixture() {}

    static BufferedImage image(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < COLORS.length; i++) {
            graphics.setColor(new Color(COLORS[i][0], COLORS[i][1], COLORS[i][2]));
            graphics.fillRect(i % 2 * WIDTH / 2, i / 2 * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
        }
        graphics.dispose();
        return image;
    }

    static Picture picture() {
        return Picture.of(image(BufferedImage.TYPE_INT_RGB));
    }

    static byte[] lossyWebp() {
        return decoded(LOSSY);
    }

    static byte[] losslessWebp() {
        return decoded(LOSSLESS);
    }

    /** The first quarter is transparent, the third one half so. */
    static byte[] lossyWebpWithAlpha() {
        return decoded(LOSSY_ALPHA);
    }

    /** The same, lossless. */
    static byte[] losslessWebpWithAlpha() {
        return decoded(LOSSLESS_ALPHA);
    }

    /** With EXIF orientation 6. */
    static byte[] turnedWebp() {
        return decoded(TURNED);
    }

    /** Followed by a black frame. */
    static byte[] animatedWebp() {
        return decoded(ANIMATED);
    }

    /** 60 x 40 pixels of 4x, 6y, xy/10, lossless. */
    static byte[] gradientWebp() {
        return decoded(GRADIENT);
    }

    static byte[] cmykJpeg() {
        return decoded(CMYK_JPEG);
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
