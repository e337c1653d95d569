package dev.gioconda.spark;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.file.Hashes;
import dev.gioconda.score.DatasetInputs;
import dev.gioconda.score.ReadFailure;
import dev.gioconda.score.ScoreInput;
import dev.gioconda.score.ScoreInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The images of labeled sets with their labels and framing, read in parts by each task. Every machine opens the sets, so their
 * files must have the same paths everywhere, as in local mode or on a shared file system.
 *
 * @param sets as {@link Datasets#open(String)} takes them
 * @param attribute whose labels are packed
 * @param partSize the number of images that are read at a time
 */
record LabeledImages(String sets, String attribute, int partSize) implements FlatMapFunction<Long, Row> {

    /** Packed images with labels; {@code truth} is null where the set states none. */
    static final StructType SCHEMA = PackedImages.SCHEMA
            .add(ContentColumns.TRUTH, DataTypes.BooleanType, true)
            .add(ContentColumns.FRAMING, DataTypes.StringType, false);

    private static final int SAMPLE = 64;
    private static final int LARGEST_PART = 4096;
    private static final double PART_BYTES = 32 << 20;
    private static final int LENGTH_COLUMN = SCHEMA.fieldIndex("length");
    private static final Map<String, Dataset> OPEN = new HashMap<>();

    /**
     * The images, not read yet, one partition for each file of the result.
     *
     * @param shardBytes the size of a file of the result, estimated from the first images
     * @throws IOException if there is no such set
     */
    static org.apache.spark.sql.Dataset<Row> of(SparkSession spark, String sets, String attribute, long shardBytes)
            throws IOException {
        int count = open(sets).examples().size();
        double meanBytes = new LabeledImages(sets, attribute, SAMPLE)
                .read(0).stream()
                        .mapToLong(row -> row.isNullAt(LENGTH_COLUMN) ? 0 : row.getLong(LENGTH_COLUMN))
                        .average()
                        .orElse(0);
        int shards = (int) Math.max(1, Math.round(meanBytes * count / shardBytes));
        int partSize = (int) Math.max(1, Math.min(LARGEST_PART, PART_BYTES / Math.max(1, meanBytes)));
        long parts = ((long) count + partSize - 1) / partSize;
        return spark.range(0, parts, 1, shards)
                .flatMap(new LabeledImages(sets, attribute, partSize), Encoders.row(SCHEMA));
    }

    private static Dataset open(String sets) throws IOException {
        synchronized (OPEN) {
            Dataset open = OPEN.get(sets);
            if (open == null) {
                open = Datasets.open(sets);
                OPEN.put(sets, open);
            }
            return open;
        }
    }

    @Override
    public Iterator<Row> call(Long part) throws IOException {
        return read(part).iterator();
    }

    private List<Row> read(long part) throws IOException {
        Dataset set = open(sets);
        int from = (int) part * partSize;
        List<Example> examples =
                set.examples().subList(from, Math.min(set.examples().size(), from + partSize));
        List<Row> rows = new ArrayList<>(examples.size());
        new DatasetInputs(new Dataset(set.name(), set.attributes(), examples), attribute)
                .forEach(new ScoreInputs.InputConsumer() {
                    @Override
                    public void accept(ScoreInput input) {
                        rows.add(row(input));
                    }

                    @Override
                    public void skip(String path) {}
                });
        return rows;
    }

    private static Row row(ScoreInput input) {
        String framing = input.framing().name();
        try {
            byte[] bytes = input.bytes().read();
            return RowFactory.create(
                    input.path(), Hashes.sha256(bytes), (long) bytes.length, bytes, null, input.truth(), framing);
        } catch (IOException unreadable) {
            String reason = ReadFailure.reason(unreadable);
            return RowFactory.create(input.path(), null, null, null, reason, input.truth(), framing);
        }
    }
}
