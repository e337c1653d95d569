package dev.gioconda.spark;

import dev.gioconda.face.Framing;
import dev.gioconda.score.ScoreInput;
import dev.gioconda.score.ScoreRow;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The SQL function {@code gioconda_score(content)}: the bytes of an image file to a struct with the columns of a score except the path.
 *
 * @param table whose first column is the path
 */
record ScoreFunction(ScoreTable table) implements UDF1<byte[], Row> {

    static final String NAME = "gioconda_score";

    /** Spark computes a function again for each of its fields that a query uses. */
    private static final ThreadLocal<@Nullable Answer> LAST = new ThreadLocal<>();

    /** The function with a plan for one row an image. */
    static UserDefinedFunction of(ScoringPlan plan) {
        ScoreFunction function = new ScoreFunction(new ScoreTable(plan, false));
        return functions.udf(function, function.type()).withName(NAME);
    }

    private StructType type() {
        StructField[] columns = table.schema().fields();
        return new StructType(Arrays.copyOfRange(columns, 1, columns.length));
    }

    @Override
    public @Nullable Row call(byte @Nullable [] content) {
        if (content == null) {
            return null;
        }
        Answer last = LAST.get();
        if (last != null && last.isFor(table.plan(), content)) {
            return last.row();
        }
        ScoreInput input = new ScoreInput("an image in SQL", Framing.PHOTO, null, false, () -> content);
        ScoreRow scored = ExecutorScorers.of(table.plan()).score(input).get(0);
        Row withPath = table.row(scored);
        Object[] values = new Object[withPath.size() - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = withPath.get(i + 1);
        }
        Row row = RowFactory.create(values);
        LAST.set(new Answer(table.plan(), content, row));
        return row;
    }

    /** The last answer of a thread. */
    private record Answer(ScoringPlan plan, byte[] content, Row row) {

        boolean isFor(ScoringPlan other, byte[] bytes) {
            return plan.equals(other) && Arrays.equals(content, bytes);
        }
    }
}
