package dev.gioconda.data;

import java.io.IOException;
import java.util.Optional;

/** Knows one layout of files. */
@FunctionalInterface
interface DatasetReader {

    /**
     * Reads the data set, or answers empty when the files are of another layout.
     *
     * @throws DatasetException when the layout is this one but the files contradict it
     */
    Optional<Dataset> read(Source source) throws IOException;
}
