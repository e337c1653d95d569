package dev.gioconda.spark;

import dev.gioconda.score.ScoreColumns;
import dev.gioconda.score.ScoreRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The table of scores in Spark's types: the columns of {@code gioconda score}, in the same order.
 *
 * @param plan that has the columns
 * @param truth whether there is a column with labels
 */
record ScoreTable(ScoringPlan plan, boolean truth) implements Serializable {

    private static final String ATTRIBUTE = "attribute_";
    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("path", DataTypes.StringType),
            Map.entry("sha256", DataTypes.StringType),
            Map.entry("width", DataTypes.IntegerType),
            Map.entry("height", DataTypes.IntegerType),
            Map.entry("faces", DataTypes.IntegerType),
            Map.entry("label", DataTypes.StringType),
            Map.entry("probability", DataTypes.DoubleType),
            Map.entry("box", DataTypes.createArrayType(DataTypes.LongType, false)),
            Map.entry("quality", DataTypes.DoubleType),
            Map.entry("model_version", DataTypes.StringType),
            Map.entry("error", DataTypes.StringType),
            Map.entry("face", DataTypes.IntegerType),
            Map.entry("truth", DataTypes.BooleanType),
            Map.entry("embedding", DataTypes.createArrayType(DataTypes.FloatType, false)));

    /** The columns and their types; each may be null. */
    StructType schema() {
        return new StructType(columns().names().stream()
                .map(name -> DataTypes.createStructField(name, type(name), true))
                .toArray(StructField[]::new));
    }

    private static DataType type(String column) {
        DataType type = TYPES.get(column);
        if (type == null && !column.startsWith(ATTRIBUTE)) {
            throw new IllegalStateException("The column %s has no type in Spark.".formatted(column));
        }
        return type == null ? DataTypes.DoubleType : type;
    }

    private ScoreColumns columns() {
        return plan.columns(truth);
    }

    /** Converts a row. */
    Row row(ScoreRow row) {
        List<@Nullable Object> values = new ArrayList<>(columns().values(row));
        values.replaceAll(ScoreTable::toSpark);
        return RowFactory.create(values.toArray());
    }

    private static @Nullable Object toSpark(@Nullable Object value) {
        return value instanceof List<?> list
                ? CollectionConverters.asScala(list).toSeq()
                : value;
    }
}
