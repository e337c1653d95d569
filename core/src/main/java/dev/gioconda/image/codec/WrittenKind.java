package dev.gioconda.image.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Whether an existing file is an image as {@link PictureWriter} or {@link GifWriter} writes them, by its bytes. */
public enum WrittenKind {
    /** A PNG file of 8-bit RGB with no other chunks than those that {@link PictureWriter} writes. */
    PNG,
    /** An animated GIF file. */
    GIF,
    /** An empty file. */
    EMPTY,
    /** An image or document of a known format that this program does not write, such as a photograph. */
    FOREIGN,
    /** Bytes of no known format. */
    UNKNOWN;

    private static final int HEAD_BYTES = 64;
    private static final int CHUNK_HEADER = 8; // length and type
    private static final int CHUNK_OVERHEAD = 12; // these and the checksum
    private static final int IHDR_END = 33;
    private static final int RGB8 = 0x0802; // bit depth 8, color type 2
    private static final Set<String> WRITTEN_CHUNKS = Set.of("IHDR", "iTXt", "IDAT", "IEND");

    /** The kind of a regular file; reads the head of the file, and of a PNG file the heads of its chunks. */
    public static WrittenKind of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        if (head.length == 0) {
            return EMPTY;
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("GIF89a")) {
            return GIF;
        }
        if (!FileKind.isKnown(head)) {
            return UNKNOWN;
        }
        if (head.length < IHDR_END || head[0] != (byte) 0x89) {
            return FOREIGN;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            boolean rgb = ByteBuffer.wrap(head).getShort(24) == RGB8;
            return rgb && hasWrittenChunksOnly(channel) ? PNG : FOREIGN;
        }
    }

    private static boolean hasWrittenChunksOnly(FileChannel png) throws IOException {
        long position = CHUNK_HEADER; // after the signature, which has 8 bytes, too
        ByteBuffer header = ByteBuffer.allocate(CHUNK_HEADER); // big-endian, as PNG is
        while (position + CHUNK_OVERHEAD <= png.size()) {
            header.clear();
            if (png.read(header, position) < CHUNK_HEADER) {
                throw new EOFException("The file became shorter while it was read.");
            }
            String type = new String(header.array(), 4, 4, StandardCharsets.ISO_8859_1);
            if (!WRITTEN_CHUNKS.contains(type)) {
                return false;
            }
            position += CHUNK_OVERHEAD + Integer.toUnsignedLong(header.getInt(0));
        }
        return true;
    }
}
