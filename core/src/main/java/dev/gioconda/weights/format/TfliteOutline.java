package dev.gioconda.weights.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Checks the outline of a TensorFlow Lite file, a FlatBuffer with the identifier {@code TFL3}: the table of the model, its version, its
 * graphs, and that the values of every buffer are inside the file. Nothing is run. Source: TensorFlow's schema_v3.fbs, fields by number.
 */
final class TfliteOutline {

    private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 0; // fields of the model
    private static final int GRAPHS = 2;
    private static final int BUFFERS = 4;
    private static final int VALUES = 0; // field of a buffer

    private final Path file;
    private final ByteBuffer bytes;

    private TfliteOutline(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether a file with these first bytes is TensorFlow Lite. */
    static boolean canBegin(byte[] first) {
        return first.length >= 8 && ByteBuffer.wrap(first, 4, 4).equals(ByteBuffer.wrap(IDENTIFIER));
    }

    /** Throws if the file is not TensorFlow Lite, or if values of its buffers are outside the file. */
    static void check(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException("%s has %d bytes; TensorFlow Lite files above 2 GiB are not read."
                        .formatted(file, channel.size()));
            }
            new TfliteOutline(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())).model();
        } catch (IndexOutOfBoundsException end) {
            throw new IOException(
                    "%s begins as TensorFlow Lite but is cut off or damaged: a table is outside the file."
                            .formatted(file),
                    end);
        }
    }

    private void model() throws IOException {
        long model = unsigned(0);
        long version = field(model, VERSION);
        if (version == 0 || unsigned(version) != 3) {
            throw damaged("its version is not 3");
        }
        long graphs = vector(model, GRAPHS);
        long buffers = vector(model, BUFFERS);
        if (count(graphs, Integer.BYTES) == 0 || count(buffers, Integer.BYTES) == 0) {
            throw damaged("it has no graph or no buffers");
        }
        for (long i = 0; i < unsigned(buffers); i++) {
            long entry = buffers + Integer.BYTES * (i + 1);
            long values = vector(entry + unsigned(entry), VALUES);
            if (values != 0) {
                count(values, 1);
            }
        }
    }

    /** The number of elements of a vector, all of which are inside the file. */
    private long count(long vector, int elementSize) throws IOException {
        long count = vector == 0 ? 0 : unsigned(vector);
        if (count > (bytes.capacity() - vector - Integer.BYTES) / elementSize) {
            throw damaged("a vector of %d elements ends after the file".formatted(count));
        }
        return count;
    }

    /** Where the vector in a field of a table is; 0 if the field is empty. */
    private long vector(long table, int index) {
        long field = field(table, index);
        return field == 0 ? 0 : field + unsigned(field);
    }

    /** Where a field of a table is; 0 if it is empty. */
    private long field(long table, int index) {
        long layout = table - bytes.getInt(position(table));
        int entry = 2 * Short.BYTES + Short.BYTES * index; // after the sizes of the layout and of the table
        if (entry + Short.BYTES > Short.toUnsignedInt(bytes.getShort(position(layout)))) {
            return 0;
        }
        int offset = Short.toUnsignedInt(bytes.getShort(position(layout + entry)));
        return offset == 0 ? 0 : table + offset;
    }

    private long unsigned(long position) {
        return Integer.toUnsignedLong(bytes.getInt(position(position)));
    }

    private int position(long position) {
        if (position < 0 || position > bytes.capacity()) {
            throw new IndexOutOfBoundsException(position);
        }
        return (int) position;
    }

    private IOException damaged(String detail) {
        return new IOException("%s begins as TensorFlow Lite but is cut off or damaged: %s.".formatted(file, detail));
    }
}
