package dev.gioconda.data.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Encoded pictures in a folder, a {@code .zip} or a {@code .tar.gz}, read without unpacking. */
public interface PictureArchive {

    /** A short name for messages, such as {@code celeba/img_align_celeba.zip}. */
    String name();

    /** The paths of the files in the archive; a {@code .tar.gz} is read once for this. */
    Set<String> entries() throws IOException;

    /** Passes the bytes of the given entries to a visitor, each once, one at a time, in the archive's own order. */
    void visit(Set<String> wanted, Visitor visitor) throws IOException;

    /**
     * Passes entries to a visitor, each once, one at a time, in the archive's own order. An entry that cannot be read does not end
     * the visit: the visitor gets the error where it reads the bytes.
     *
     * @param wanted which entries, by their paths
     * @throws IOException if the archive cannot be listed or continued
     */
    default void visitEach(Predicate<String> wanted, EntryVisitor visitor) throws IOException {
        for (String entry : entries()) {
            if (wanted.test(entry)) {
                visitor.accept(entry, () -> {
                    List<byte[]> read = new ArrayList<>(1);
                    visit(Set.of(entry), (name, bytes) -> read.add(bytes));
                    return read.get(0);
                });
            }
        }
    }

    /** Receives the entries. */
    @FunctionalInterface
    interface EntryVisitor {
        /**
         * Receives an entry.
         *
         * @param bytes reads it, before this method returns
         */
        void accept(String entry, EntryBytes bytes) throws IOException;
    }

    /** The bytes of an entry. */
    @FunctionalInterface
    interface EntryBytes {
        /** Reads them, at most once. */
        byte[] read() throws IOException;
    }

    /** Receives the entries. */
    @FunctionalInterface
    interface Visitor {
        /** Receives the bytes of {@code entry}. */
        void accept(String entry, byte[] bytes) throws IOException;
    }
}
