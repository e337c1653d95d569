package dev.gioconda.weights.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow.js weights in a {@code .tgz}, as npm packs them. Nothing is unpacked to disk: every read is one pass over the
 * whole archive, which also verifies its checksum.
 *
 * @param file the archive
 * @param maxBytes of the archive without compression
 */
record TfjsTar(Path file, long maxBytes) implements TfjsFiles {

    private static final long MAX_TOTAL_BYTES = 512L << 20; // face-api has 20 MB without compression
    private static final long MAX_HEADER_BYTES = 1 << 20; // name and attributes of one file
    private static final int BUFFER_BYTES = 1 << 16;

    TfjsTar(Path file) {
        this(file, MAX_TOTAL_BYTES);
    }

    @Override
    public Listing list() throws IOException {
        Listing listing = new Listing(new LinkedHashMap<>(), new LinkedHashMap<>());
        readToEnd(TfjsFiles::isManifest, listing::add);
        return listing;
    }

    @Override
    public byte[] concatenated(List<String> names) throws IOException {
        Map<String, byte[]> found = new HashMap<>();
        Set<String> wanted = Set.copyOf(names);
        readToEnd(wanted::contains, (name, size, contents) -> {
            if (wanted.contains(name)) {
                found.put(name, contents);
            }
        });
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (String name : names) {
            byte[] contents = found.get(name);
            if (contents == null) {
                throw new IOException("there is no file %s".formatted(Excerpt.of(name)));
            }
            stream.write(contents);
        }
        return stream.toByteArray();
    }

    private void readToEnd(Predicate<String> wanted, Visitor visitor) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
                LimitedStream limited = new LimitedStream(new GZIPInputStream(raw, BUFFER_BYTES), maxBytes);
                TarArchiveInputStream tar = new TarArchiveInputStream(limited)) {
            int entries = 0;
            for (TarArchiveEntry entry = next(tar, limited); entry != null; entry = next(tar, limited)) {
                entries++;
                TfjsFiles.checkEntry(entry.getName(), entries);
                if (entry.isFile()) {
                    long size = entry.getSize();
                    TfjsFiles.checkSize(entry.getName(), size);
                    if (entry.isSparse()) {
                        throw new IOException("the file %s has holes".formatted(Excerpt.of(entry.getName())));
                    }
                    limited.allow(size);
                    visitor.visit(entry.getName(), size, contents(tar, size, wanted.test(entry.getName())));
                }
            }
            limited.allow(MAX_HEADER_BYTES);
            limited.transferTo(OutputStream.nullOutputStream()); // the checksum is at the end
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, LimitedStream limited) throws IOException {
        limited.allow(MAX_HEADER_BYTES);
        return tar.getNextEntry();
    }

    private static byte[] contents(TarArchiveInputStream tar, long size, boolean wanted) throws IOException {
        if (!wanted) {
            tar.skipNBytes(size);
            return new byte[0];
        }
        byte[] contents = tar.readNBytes((int) size); // grows with what is there, not with what is claimed
        if (contents.length != size) {
            throw new IOException("a file ends too early");
        }
        return contents;
    }

    @FunctionalInterface
    private interface Visitor {
        /** @param contents empty if they are not wanted */
        void visit(String name, long size, byte[] contents) throws IOException;
    }

    /**
     * Gives no more bytes than were allowed, so that the tar reader cannot be made to collect endless headers, and no more than a
     * maximum of all entries and headers together.
     */
    private static final class LimitedStream extends FilterInputStream {

        private final long maxBytes;
        private long remaining; // of this entry
        private long total; // read so far

        LimitedStream(InputStream in, long maxBytes) {
            super(in);
            this.maxBytes = maxBytes;
        }

        void allow(long bytes) {
            remaining = bytes;
        }

        @Override
        public int read() throws IOException {
            check();
            int value = super.read();
            use(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            check();
            int count = super.read(bytes, offset, (int) allowed(length));
            use(Math.max(0, count));
            return count;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long count = super.skip(allowed(bytes));
            use(count);
            return count;
        }

        private long allowed(long bytes) {
            return Math.min(bytes, Math.min(remaining, maxBytes - total));
        }

        private void use(long bytes) {
            remaining -= bytes;
            total += bytes;
        }

        private void check() throws IOException {
            if (total >= maxBytes) {
                throw new IOException("it has more than %d bytes without compression".formatted(maxBytes));
            }
            if (remaining <= 0) {
                throw new IOException("an entry has more bytes than it states, or headers of more than %d"
                        .formatted(MAX_HEADER_BYTES));
            }
        }
    }
}
