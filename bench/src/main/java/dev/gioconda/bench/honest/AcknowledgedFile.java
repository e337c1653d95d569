package dev.gioconda.bench.honest;

import dev.gioconda.bench.honest.AcknowledgedWrite.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file of acknowledged writes, one a line, appended as they are acknowledged.
 *
 * @param path of the file
 */
public record AcknowledgedFile(Path path) {

    /**
     * A new, empty file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it exists, because the writes of an earlier run would count as lost
     */
    public static AcknowledgedFile create(Path path) throws IOException {
        return new AcknowledgedFile(Files.createFile(path));
    }

    /** Appends an acknowledged write. */
    public void append(Kind kind, String id, String value) throws IOException {
        Files.writeString(
                path,
                new AcknowledgedWrite(kind, id, value).line() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /**
     * Reads all lines.
     *
     * @throws IllegalArgumentException if a line is not an acknowledged write
     */
    public List<AcknowledgedWrite> read() throws IOException {
        return Files.readAllLines(path).stream().map(AcknowledgedWrite::parse).toList();
    }
}
