package dev.gioconda.image.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A text beside the pixels of a PNG file: the chunk iTXt of ISO/IEC 15948, {@code keyword 0 0 0 0 0 text}, uncompressed and in UTF-8,
 * without language and translated keyword. Other chunks are neither read nor judged here.
 */
public final class PngText {

    /** The longest text that is written or read, in bytes. */
    public static final int LONGEST = 1_000_000;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int FRAME = 12; // length, type and checksum of a chunk
    private static final int AFTER_HEADER = 8 + FRAME + 13;
    private static final int ITXT = 0x69545874;
    private static final int IEND = 0x49454e44;
    private static final int FIELDS =
            5; // the keyword's end, compressed or not, by which method, no language, no translation

    private PngText() {}

    /**
     * A PNG file with one more text.
     *
     * @param png a whole file
     * @param keyword 1 to 79 letters, digits and dots
     * @param text at most {@link #LONGEST} bytes in UTF-8
     */
    static byte[] with(byte[] png, String keyword, String text) {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        if (!keyword.matches("[A-Za-z0-9.]{1,79}") || words.length > LONGEST) {
            throw new IllegalArgumentException(
                    "A text of %,d bytes under \"%s\"; expected at most %,d and a keyword of 1 to 79 letters, digits and dots."
                            .formatted(words.length, keyword, LONGEST));
        }
        byte[] key = keyword.getBytes(StandardCharsets.ISO_8859_1);
        int length = key.length + FIELDS + words.length;
        ByteBuffer file = ByteBuffer.allocate(png.length + FRAME + length); // big-endian, as PNG is
        file.put(png, 0, AFTER_HEADER).putInt(length).putInt(ITXT);
        file.put(key).put(new byte[FIELDS]).put(words);
        file.putInt(checksum(file, AFTER_HEADER, length));
        file.put(png, AFTER_HEADER, png.length - AFTER_HEADER);
        return file.array();
    }

    /**
     * The first text under a keyword.
     *
     * @throws RefusedPictureException when this is no PNG file, or it or the text is damaged, compressed or too long
     */
    public static Optional<String> read(Path file, String keyword) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, size), keyword);
        }
    }

    /** Likewise from bytes in memory, which are big-endian. */
    static Optional<String> read(ByteBuffer file, String keyword) throws RefusedPictureException {
        if (file.limit() < SIGNATURE.length || !file.slice(0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE))) {
            throw new RefusedPictureException(
                    "This is no PNG file; expected one, since only PNG files carry texts here. Choose another file.");
        }
        byte[] key = (keyword + '\0').getBytes(StandardCharsets.ISO_8859_1);
        int at = SIGNATURE.length;
        while (true) {
            if (file.limit() - at < FRAME) {
                throw Essence.cutShort("PNG");
            }
            int length = file.getInt(at);
            int type = file.getInt(at + 4);
            if (length < 0) {
                throw Essence.damaged("PNG");
            }
            if (length > file.limit() - at - FRAME) {
                throw Essence.cutShort("PNG");
            }
            if (type == ITXT
                    && length >= key.length
                    && file.slice(at + 8, key.length).equals(ByteBuffer.wrap(key))) {
                return Optional.of(text(file, at, length, key.length));
            }
            if (type == IEND) {
                return Optional.empty();
            }
            at += length + FRAME;
        }
    }

    private static String text(ByteBuffer file, int at, int length, int key) throws RefusedPictureException {
        int fields = key + FIELDS - 1;
        if (length > fields + LONGEST) {
            throw new RefusedPictureException(
                    "The text in this PNG file has %,d bytes; expected at most %,d. Choose another file."
                            .formatted(length - fields, LONGEST));
        }
        boolean plain =
                length >= fields && file.slice(at + 8 + key, FIELDS - 1).equals(ByteBuffer.allocate(FIELDS - 1));
        if (!plain || checksum(file, at, length) != file.getInt(at + 8 + length)) {
            throw new RefusedPictureException(
                    "The text in this PNG file is damaged, or another program has rewritten it; expected it as it was written. "
                            + "Take the original file.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(file.slice(at + 8 + fields, length - fields))
                    .toString();
        } catch (CharacterCodingException wrong) {
            RefusedPictureException refused = Essence.damaged("PNG");
            refused.initCause(wrong);
            throw refused;
        }
    }

    /** Over the type and the data of the chunk that begins there. */
    private static int checksum(ByteBuffer file, int at, int length) {
        CRC32 sum = new CRC32();
        sum.update(file.slice(at + 4, length + 4));
        return (int) sum.getValue();
    }
}
