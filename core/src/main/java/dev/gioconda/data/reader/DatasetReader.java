package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import java.io.IOException;
import java.util.Optional;

/** Knows one layout of files. */
@FunctionalInterface
interface DatasetReader {

    /**
     * Reads the data set, or answers empty when the files are of another layout.
     *
     * @throws dev.gioconda.data.archive.DatasetException when the layout is this one but the files contradict it
     */
    Optional<Dataset> read(DatasetSource source) throws IOException;
}
