package dev.gioconda.spark;

import dev.gioconda.score.ScoreInput;
import dev.gioconda.score.ScoreRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Scores the images of a partition, one after the other.
 *
 * @param table of the rows
 * @param source of the images
 */
record ScorePartition(ScoreTable table, ImageSource source) implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> images) {
        ExecutorScorers scorers = ExecutorScorers.of(table.plan());
        Iterable<Row> once = () -> images;
        return StreamSupport.stream(once.spliterator(), false)
                .flatMap(image -> rows(image, scorers))
                .iterator();
    }

    private Stream<Row> rows(Row image, ExecutorScorers scorers) {
        try {
            ScoreInput input = source.input(image);
            return scorers.score(input).stream().map(this::row);
        } catch (IOException repeated) {
            throw new UncheckedIOException(repeated);
        }
    }

    private Row row(ScoreRow row) {
        return table.row(row);
    }
}
