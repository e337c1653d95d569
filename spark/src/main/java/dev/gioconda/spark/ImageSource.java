package dev.gioconda.spark;

import dev.gioconda.score.ScoreInput;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/** What an image is read from, for each row of a data set. */
@FunctionalInterface
interface ImageSource extends Serializable {

    /**
     * The image of a row.
     *
     * @throws IOException if it cannot be read now, but perhaps when Spark repeats the task
     */
    ScoreInput input(Row row) throws IOException;
}
