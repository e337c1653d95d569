package dev.gioconda.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.classic.UserDefinedFunctionUtils$;
import org.apache.spark.sql.expressions.SparkUserDefinedFunction;
import org.apache.spark.sql.internal.SQLConf;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Adds the function {@code gioconda_score(content)} to every session, with the session's settings {@code spark.gioconda.*} at the time of the
 * query; see {@link GiocondaSpark#registerFunction}. For {@code spark-sql}, PySpark and notebooks: {@code --conf
 * spark.sql.extensions=dev.gioconda.spark.GiocondaExtensions}.
 */
public final class GiocondaExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    /** Called by Spark, by name. */
    public GiocondaExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectFunction(new Tuple3<>(
                new FunctionIdentifier(ScoreFunction.NAME),
                new ExpressionInfo(ScoreFunction.class.getName(), null, ScoreFunction.NAME),
                new CallBuilder()));
        return BoxedUnit.UNIT;
    }

    /** Makes a call of the function in a query. */
    private static final class CallBuilder extends AbstractFunction1<Seq<Expression>, Expression> {

        @Override
        public Expression apply(Seq<Expression> arguments) {
            if (arguments.size() != 1) {
                throw new IllegalArgumentException("%s has %d arguments; expected one, the bytes of an image file."
                        .formatted(ScoreFunction.NAME, arguments.size()));
            }
            SQLConf session = SQLConf.get();
            ScoreSettings settings = ScoreSettings.of(name -> session.getConfString(ScoreSettings.PREFIX + name, ""));
            try {
                ScoringPlan plan = ScoringPlan.resolve(settings.withoutExtras());
                return UserDefinedFunctionUtils$.MODULE$.toScalaUDF(
                        (SparkUserDefinedFunction) ScoreFunction.of(plan), arguments);
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }
}
