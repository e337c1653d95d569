package dev.gioconda.spark;

import dev.gioconda.face.Framing;
import dev.gioconda.score.ScoreInput;
import java.io.IOException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of an {@link ImageListing}, read by the executors: only their paths move between machines.
 *
 * @param configuration of the file systems
 * @param maxBytes the largest file that is read
 */
record ListedFiles(Broadcast<SerializableConfiguration> configuration, int maxBytes) implements ImageSource {

    @Override
    public ScoreInput input(Row row) throws IOException {
        return new ScoreInput(row.getAs(ImageListing.PATH), Framing.PHOTO, null, false, bytes(row));
    }

    /** The bytes of a row's file. */
    ScoreInput.ImageBytes bytes(Row row) throws IOException {
        String reason = row.getAs(ImageListing.ERROR);
        if (reason != null) {
            return () -> {
                throw new IOException(reason);
            };
        }
        return new HadoopFile(
                        row.getAs(ImageListing.PATH),
                        row.<Long>getAs(ImageListing.LENGTH),
                        maxBytes,
                        configuration.value().value())
                .readNow();
    }
}
