package dev.gioconda.data.archive;

import java.io.IOException;
import java.util.Set;

/** Encoded pictures in a folder, a {@code .zip} or a {@code .tar.gz}, read without unpacking. */
public interface PictureArchive {

    /** A short name for messages, such as {@code celeba/img_align_celeba.zip}. */
    String name();

    /** The paths of the files in the archive; a {@code .tar.gz} is read once for this. */
    Set<String> entries() throws IOException;

    /** Passes the bytes of the given entries to a visitor, each once, one at a time, in the archive's own order. */
    void visit(Set<String> wanted, Visitor visitor) throws IOException;

    /** Receives the entries. */
    @FunctionalInterface
    interface Visitor {
        /** Receives the bytes of {@code entry}. */
        void accept(String entry, byte[] bytes) throws IOException;
    }
}
