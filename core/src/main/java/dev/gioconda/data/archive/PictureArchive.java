package dev.gioconda.data.archive;

import java.io.IOException;
import java.util.Set;

/** Encoded pictures in a folder, a {@code .zip} or a {@code .tar.gz}, read in place. */
public interface PictureArchive {

    /** A short name for messages, such as {@code celeba/img_align_celeba.zip}. */
    String name();

    /** The entries' paths inside the archive, without folders; for a {@code .tar.gz} this reads it once. */
    Set<String> entries() throws IOException;

    /** Hands over the bytes of the wanted entries, each once, in the archive's own order, one at a time. */
    void visit(Set<String> wanted, Visitor visitor) throws IOException;

    /** Receives one entry; may be slow, holds nothing of the archive. */
    @FunctionalInterface
    interface Visitor {
        /** Takes the bytes of {@code entry}. */
        void accept(String entry, byte[] bytes) throws IOException;
    }
}
