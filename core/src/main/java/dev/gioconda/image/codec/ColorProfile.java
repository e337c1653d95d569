package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Converts pixels from the color space of an ICC profile to sRGB, row by row, by the JDK's color management. A profile that is
 * missing, damaged, too long, of another color model than the pixels, or sRGB itself within {@link #TOLERANCE} levels changes nothing:
 * the samples are taken as sRGB.
 */
final class ColorProfile {

    /** The longest profile that is used. Matrix profiles have under 4 KiB, those with tables under 1 MiB. */
    static final int MAX_BYTES = 2 << 20;

    private static final int TOLERANCE = 2; // levels of 255; the common sRGB profiles differ by rounding only
    private static final int HEADER_BYTES = 128;
    private static final int MAX_TAGS = 100;
    private static final int TAG_BYTES = 12;
    private static final Set<String> CLASSES = Set.of("mntr", "scnr", "prtr", "spac");
    private static final int[] PROBE_LEVELS = {0, 32, 64, 96, 128, 160, 192, 224, 255};

    private ColorProfile() {}

    /**
     * The picture in sRGB.
     *
     * @param profile the ICC profile's bytes, empty for none
     */
    static Picture toSrgb(Picture picture, byte[] profile) {
        if (!isPlausible(profile)) {
            return picture;
        }
        try {
            ICC_Profile parsed = ICC_Profile.getInstance(profile);
            return switch (parsed.getColorSpaceType()) {
                case ColorSpace.TYPE_RGB -> fromRgb(picture, parsed);
                case ColorSpace.TYPE_GRAY -> fromGray(picture, parsed);
                default -> picture;
            };
        } catch (RuntimeException damaged) {
            // the JDK throws CMMException, IllegalArgumentException and others on damaged profiles; the pixels are
            // intact all the same
            return picture;
        }
    }

    /**
     * The picture of inks in sRGB: by the profile if it is one of four inks, otherwise each color is the product of the paper's shares that
     * its ink and black leave.
     *
     * @param inks cyan, magenta, yellow and black of the top left pixel first, 0 for none to 255 // [h, w, 4]
     * @param profile the ICC profile's bytes, empty for none
     */
    static Picture inksToSrgb(int width, int height, byte[] inks, byte[] profile) {
        if (isPlausible(profile)) {
            try {
                ICC_Profile parsed = ICC_Profile.getInstance(profile);
                if (parsed.getColorSpaceType() == ColorSpace.TYPE_CMYK) {
                    return fromInks(width, height, inks, parsed);
                }
            } catch (RuntimeException damaged) {
                // as in toSrgb: the pixels are intact all the same
                return withoutProfile(width, height, inks);
            }
        }
        return withoutProfile(width, height, inks);
    }

    private static Picture fromInks(int width, int height, byte[] inks, ICC_Profile profile) {
        ColorConvertOp conversion =
                new ColorConvertOp(new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
        byte[] rgb = new byte[width * height * 3];
        byte[] row = new byte[width * 4];
        byte[] converted = new byte[width * 3];
        for (int y = 0; y < height; y++) {
            System.arraycopy(inks, y * row.length, row, 0, row.length);
            conversion.filter(raster(row, 4), raster(converted, 3));
            System.arraycopy(converted, 0, rgb, y * converted.length, converted.length);
        }
        return new Picture(width, height, rgb);
    }

    private static Picture withoutProfile(int width, int height, byte[] inks) {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0, j = 0; i < rgb.length; i += 3, j += 4) {
            int left = 255 - (inks[j + 3] & 0xff); // by black
            for (int c = 0; c < 3; c++) {
                rgb[i + c] = (byte) (((255 - (inks[j + c] & 0xff)) * left + 127) / 255);
            }
        }
        return new Picture(width, height, rgb);
    }

    /** Checks the header and the table of tags (ICC.1, 7.2 and 7.3), so that only complete profiles reach native code. */
    private static boolean isPlausible(byte[] profile) {
        if (profile.length < HEADER_BYTES + 4 || profile.length > MAX_BYTES) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(profile); // big-endian, as profiles are
        int tags = bytes.getInt(HEADER_BYTES);
        if (bytes.getInt(0) != profile.length
                || !text(profile, 36).equals("acsp")
                || !CLASSES.contains(text(profile, 12))
                || tags < 1
                || tags > MAX_TAGS
                || HEADER_BYTES + 4 + tags * TAG_BYTES > profile.length) {
            return false;
        }
        for (int i = 0; i < tags; i++) {
            int tag = HEADER_BYTES + 4 + i * TAG_BYTES;
            long offset = Integer.toUnsignedLong(bytes.getInt(tag + 4));
            long length = Integer.toUnsignedLong(bytes.getInt(tag + 8));
            if (offset < HEADER_BYTES || offset + length > profile.length) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] profile, int offset) {
        return new String(profile, offset, 4, StandardCharsets.ISO_8859_1);
    }

    private static Picture fromRgb(Picture picture, ICC_Profile profile) {
        ColorConvertOp conversion =
                new ColorConvertOp(new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
        if (isIdentity(conversion)) {
            return picture;
        }
        byte[] rgb = new byte[picture.rgb().length];
        int rowBytes = picture.width() * 3;
        byte[] row = new byte[rowBytes];
        byte[] converted = new byte[rowBytes];
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.rgb(), y * rowBytes, row, 0, rowBytes);
            convert(conversion, row, converted);
            System.arraycopy(converted, 0, rgb, y * rowBytes, rowBytes);
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }

    private static void convert(ColorConvertOp conversion, byte[] from, byte[] to) {
        conversion.filter(raster(from, 3), raster(to, 3));
    }

    private static WritableRaster raster(byte[] samples, int bands) {
        DataBuffer pixels = new DataBufferByte(samples, samples.length);
        int[] offsets = IntStream.range(0, bands).toArray();
        return Raster.createInterleavedRaster(pixels, samples.length / bands, 1, samples.length, bands, offsets, null);
    }

    private static boolean isIdentity(ColorConvertOp conversion) {
        int levels = PROBE_LEVELS.length;
        byte[] probes = new byte[3 * levels * levels * levels];
        for (int i = 0, color = 0; i < probes.length; i += 3, color++) {
            probes[i] = (byte) PROBE_LEVELS[color % levels];
            probes[i + 1] = (byte) PROBE_LEVELS[color / levels % levels];
            probes[i + 2] = (byte) PROBE_LEVELS[color / levels / levels];
        }
        byte[] converted = new byte[probes.length];
        convert(conversion, probes, converted);
        return differAtMost(probes, converted);
    }

    /** Gray samples by a table of 256 entries; a picture in color has another profile, so it is not changed. */
    private static Picture fromGray(Picture picture, ICC_Profile profile) {
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return picture;
            }
        }
        ICC_ColorSpace space = new ICC_ColorSpace(profile);
        byte[] identity = new byte[256];
        byte[] table = new byte[256];
        for (int level = 0; level < 256; level++) {
            identity[level] = (byte) level;
            table[level] = (byte) Math.round(255 * space.toRGB(new float[] {level / 255f})[1]);
        }
        if (differAtMost(identity, table)) {
            return picture;
        }
        byte[] converted = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            converted[i] = table[rgb[i] & 0xff];
        }
        return new Picture(picture.width(), picture.height(), converted);
    }

    private static boolean differAtMost(byte[] a, byte[] b) {
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
        }
        return largest <= TOLERANCE;
    }
}
