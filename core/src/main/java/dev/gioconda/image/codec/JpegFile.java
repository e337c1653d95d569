package dev.gioconda.image.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Parses the segments of a JPEG file (ITU-T T.81, annex B) and keeps those needed to decode the pixels. */
final class JpegFile {
    /** Ordinary files have far fewer. */
    private static final int MAX_SCANS = 100;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int DAC = 0xcc;
    private static final int JPG = 0xc8;
    private static final int TEM = 0x01;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;
    private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    private final byte[] bytes;
    private final long maxScannedPixels;
    private final ByteArrayOutputStream kept;
    private final ProfileSegments profile = new ProfileSegments();
    private final ScanCoverage coverage = new ScanCoverage();
    private byte[] exif = StrippedImage.NO_EXIF;
    private final InkCoding ink = new InkCoding();
    private int channels;
    private int width;
    private int height;
    private int scans;
    private boolean endAdded;

    private JpegFile(byte[] bytes, long maxScannedPixels) {
        this.bytes = bytes;
        this.maxScannedPixels = maxScannedPixels;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    /**
     * Reads the file up to its end marker and ignores the rest. If only the end marker is missing, it is added.
     *
     * @param maxScannedPixels the largest number of scans times pixels of a file with several scans: a scan costs a pass over all pixels
     *     for a few bytes of input, and progressive files have about 10 scans
     */
    static StrippedImage strip(byte[] bytes, long maxScannedPixels) throws RefusedPictureException {
        return new JpegFile(bytes, maxScannedPixels).parse();
    }

    private StrippedImage parse() throws RefusedPictureException {
        keepMarker(SOI);
        int position = 2;
        while (true) {
            if (position >= bytes.length) {
                throw StrippedImage.truncated("JPEG");
            }
            if ((bytes[position] & 0xff) != 0xff) {
                throw StrippedImage.damaged("JPEG");
            }
            while (position < bytes.length && (bytes[position] & 0xff) == 0xff) {
                position++; // any number of 0xff fill bytes may precede a marker
            }
            if (position >= bytes.length) {
                throw StrippedImage.truncated("JPEG");
            }
            int marker = bytes[position++] & 0xff;
            if (marker == EOI) {
                if (scans == 0) {
                    throw StrippedImage.damaged("JPEG");
                }
                return complete();
            }
            if (marker == TEM || isRestart(marker)) {
                continue;
            }
            int length = position + 1 < bytes.length
                    ? (bytes[position] & 0xff) << 8 | (bytes[position + 1] & 0xff)
                    : Integer.MAX_VALUE;
            if (length > bytes.length - position) {
                throw StrippedImage.truncated("JPEG");
            }
            if (length < 2) {
                throw StrippedImage.damaged("JPEG");
            }
            readSegment(marker, position, length);
            position += length;
            if (marker == SOS) {
                position = keepScan(position);
                if (endAdded) {
                    return complete();
                }
            }
        }
    }

    private StrippedImage complete() {
        keepMarker(EOI);
        PixelReader reader = endAdded
                ? (image, step) -> JdkPixels.readWithoutEnd(image, JdkCodecs.JPEG_READER, step)
                : (image, step) -> JdkPixels.read(image, JdkCodecs.JPEG_READER, step);
        return new StrippedImage(
                "JPEG",
                width,
                height,
                kept.toByteArray(),
                ExifOrientation.read(exif),
                profile.bytes(),
                channels == 4 ? ink.reader(endAdded) : reader,
                scans);
    }

    private void readSegment(int marker, int position, int length) throws RefusedPictureException {
        if (isFrameHeader(marker)) {
            readFrameHeader(position, length);
            coverage.addFrame(bytes, position, length);
        } else if (marker == SOS) {
            scans++;
            coverage.addScan(bytes, position, length);
            if (width == 0) {
                throw StrippedImage.damaged("JPEG");
            }
            if (scans > MAX_SCANS) {
                throw new RefusedPictureException(("This JPEG file has more than %d scans; expected an ordinary "
                                + "photograph. Open it in a viewer and save it again.")
                        .formatted(MAX_SCANS));
            }
            long pixels = (long) width * height;
            if (scans > 1 && scans * pixels > maxScannedPixels) {
                throw new RefusedPictureException(("This JPEG file has %,d scans of %,d pixels; expected at most %,d "
                                + "pixels in all scans. Scale it down, or save it as a baseline JPEG.")
                        .formatted(scans, pixels, maxScannedPixels));
            }
        } else if (marker == APP1 && exif.length == 0 && startsWith(position + 2, EXIF)) {
            exif = Arrays.copyOfRange(bytes, position + 2 + EXIF.length, position + length);
        } else if (marker == APP2) {
            profile.add(bytes, position + 2, length - 2);
        } else if (marker == APP14 && startsWith(position + 2, ADOBE)) {
            ink.addAdobe(bytes, position, length);
        }
        // JFIF and Adobe segments define the color coding; every other application segment is metadata
        boolean application = marker >= APP0 && marker <= APP15;
        boolean codesColor = marker == APP14 || (marker == APP0 && startsWith(position + 2, JFIF));
        if (marker != COM && (!application || codesColor)) {
            keepMarker(marker);
            kept.write(bytes, position, length);
        }
    }

    private void readFrameHeader(int position, int length) throws RefusedPictureException {
        if (length < 8 || width != 0) {
            throw StrippedImage.damaged("JPEG");
        }
        int precision = bytes[position + 2] & 0xff;
        height = (bytes[position + 3] & 0xff) << 8 | (bytes[position + 4] & 0xff);
        width = (bytes[position + 5] & 0xff) << 8 | (bytes[position + 6] & 0xff);
        channels = bytes[position + 7] & 0xff;
        if (precision != 8) {
            throw new RefusedPictureException(
                    "This JPEG has %d bits a channel; expected 8. Save it as an ordinary JPEG or as PNG."
                            .formatted(precision));
        }
        if (channels == 4) {
            ink.addFrame(bytes, position, length);
        }
        if ((channels != 1 && channels != 3 && channels != 4) || width == 0 || height == 0) {
            throw StrippedImage.damaged("JPEG");
        }
    }

    /**
     * Copies entropy-coded data from {@code position} on; returns the position of the next marker that is not a restart
     * marker. At the end of the file the end marker is added if no scan is missing; whether this scan is complete, the decoder
     * reports.
     */
    private int keepScan(int position) throws RefusedPictureException {
        int end = position;
        while (end + 1 < bytes.length) {
            int next = bytes[end + 1] & 0xff;
            if ((bytes[end] & 0xff) == 0xff && next != 0 && next != 0xff && !isRestart(next)) {
                kept.write(bytes, position, end - position);
                return end;
            }
            end++;
        }
        if (end == position || !coverage.isComplete()) {
            throw StrippedImage.truncated("JPEG");
        }
        boolean halfMarker = (bytes[bytes.length - 1] & 0xff) == 0xff;
        kept.write(bytes, position, bytes.length - position - (halfMarker ? 1 : 0));
        endAdded = true;
        return bytes.length;
    }

    private void keepMarker(int marker) {
        kept.write(0xff);
        kept.write(marker);
    }

    private boolean startsWith(int position, byte[] text) {
        return position + text.length <= bytes.length
                && Arrays.equals(bytes, position, position + text.length, text, 0, text.length);
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    }
}
