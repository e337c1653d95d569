package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import java.io.IOException;
import java.util.Optional;

/** Reads one layout of files. */
@FunctionalInterface
interface DatasetReader {

    /**
     * Reads the data set; empty if the files have another layout.
     *
     * @throws dev.gioconda.data.archive.DatasetException if the files have this layout but are inconsistent
     */
    Optional<Dataset> read(DatasetSource source) throws IOException;
}
