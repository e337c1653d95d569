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
 * A text in a PNG file: the chunk iTXt of ISO/IEC 15948, {@code keyword 0 0 0 0 0 text}, uncompressed and in UTF-8,
 * without language and translated keyword. Other chunks are skipped without checks.
 */
public final class PngText {

    /** The longest text that is written or read, in bytes. */
    public static final int MAX_BYTES = 1_000_000;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int CHUNK_OVERHEAD = 12; // length, type and checksum of a chunk
    private static final int IHDR_END = 8 + CHUNK_OVERHEAD + 13;
    private static final int ITXT = 0x69545874;
    private static final int IEND = 0x49454e44;
    private static final int TEXT_FIELD_BYTES =
            5; // end of the keyword, compression flag and method, empty language, empty translation

    private PngText() {}

    /**
     * Adds a text to a PNG file.
     *
     * @param png a complete file
     * @param keyword 1 to 79 letters, digits and dots
     * @param text at most {@link #MAX_BYTES} bytes in UTF-8
     */
    static byte[] insertText(byte[] png, String keyword, String text) {
        byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
        if (!keyword.matches("[A-Za-z0-9.]{1,79}") || textBytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "A text of %,d bytes under \"%s\"; expected at most %,d and a keyword of 1 to 79 letters, digits and dots."
                            .formatted(textBytes.length, keyword, MAX_BYTES));
        }
        byte[] keywordBytes = keyword.getBytes(StandardCharsets.ISO_8859_1);
        int length = keywordBytes.length + TEXT_FIELD_BYTES + textBytes.length;
        ByteBuffer file = ByteBuffer.allocate(png.length + CHUNK_OVERHEAD + length); // big-endian, as PNG is
        file.put(png, 0, IHDR_END).putInt(length).putInt(ITXT);
        file.put(keywordBytes).put(new byte[TEXT_FIELD_BYTES]).put(textBytes);
        file.putInt(checksum(file, IHDR_END, length));
        file.put(png, IHDR_END, png.length - IHDR_END);
        return file.array();
    }

    /**
     * The first text under a keyword.
     *
     * @throws RefusedPictureException if this is not a PNG file, or it or the text is damaged, compressed or too long
     */
    public static Optional<String> read(Path file, String keyword) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, size), keyword);
        }
    }

    /** Reads it from a big-endian buffer in memory. */
    static Optional<String> read(ByteBuffer file, String keyword) throws RefusedPictureException {
        if (file.limit() < SIGNATURE.length || !file.slice(0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE))) {
            throw new RefusedPictureException(
                    "This is not a PNG file; expected one, since only PNG files contain texts here. Choose another file.");
        }
        byte[] keywordBytes = (keyword + '\0').getBytes(StandardCharsets.ISO_8859_1);
        int position = SIGNATURE.length;
        while (true) {
            if (file.limit() - position < CHUNK_OVERHEAD) {
                throw StrippedImage.truncated("PNG");
            }
            int length = file.getInt(position);
            int type = file.getInt(position + 4);
            if (length < 0) {
                throw StrippedImage.damaged("PNG");
            }
            if (length > file.limit() - position - CHUNK_OVERHEAD) {
                throw StrippedImage.truncated("PNG");
            }
            if (type == ITXT
                    && length >= keywordBytes.length
                    && file.slice(position + 8, keywordBytes.length).equals(ByteBuffer.wrap(keywordBytes))) {
                return Optional.of(text(file, position, length, keywordBytes.length));
            }
            if (type == IEND) {
                return Optional.empty();
            }
            position += length + CHUNK_OVERHEAD;
        }
    }

    private static String text(ByteBuffer file, int position, int length, int keywordBytes)
            throws RefusedPictureException {
        int fields = keywordBytes + TEXT_FIELD_BYTES - 1;
        if (length > fields + MAX_BYTES) {
            throw new RefusedPictureException(
                    "The text in this PNG file has %,d bytes; expected at most %,d. Choose another file."
                            .formatted(length - fields, MAX_BYTES));
        }
        boolean plain = length >= fields
                && file.slice(position + 8 + keywordBytes, TEXT_FIELD_BYTES - 1)
                        .equals(ByteBuffer.allocate(TEXT_FIELD_BYTES - 1));
        if (!plain || checksum(file, position, length) != file.getInt(position + 8 + length)) {
            throw new RefusedPictureException(
                    "The text in this PNG file is damaged, or another program has rewritten it; expected it as it was written. "
                            + "Take the original file.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(file.slice(position + 8 + fields, length - fields))
                    .toString();
        } catch (CharacterCodingException wrong) {
            RefusedPictureException refused = StrippedImage.damaged("PNG");
            refused.initCause(wrong);
            throw refused;
        }
    }

    /** CRC-32 of the type and data of the chunk at a position. */
    private static int checksum(ByteBuffer file, int position, int length) {
        CRC32 sum = new CRC32();
        sum.update(file.slice(position + 4, length + 4));
        return (int) sum.getValue();
    }
}
