package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class RankingPropertyTest {

    /** Scores on a coarse grid, so that ties are common. */
    @Provide
    Arbitrary<Predictions> predictions() {
        Arbitrary<double[]> logits = Arbitraries.integers()
                .between(-12, 12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(list -> list.stream().mapToDouble(k -> k / 4.0).toArray());
        return Combinators.combine(logits, Arbitraries.longs()).as((scores, bits) -> {
            boolean[] truth = new boolean[scores.length];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = (bits >> i & 1) == 1;
            }
            return new Predictions(scores, truth, TwentyPredictionsFixture.numbered(scores.length));
        });
    }

    @Property
    void auc_is_the_fraction_of_correctly_ordered_pairs(@ForAll("predictions") Predictions p) {
        Assume.that(p.positives() > 0 && p.positives() < p.count());
        double concordant = 0;
        for (int i = 0; i < p.count(); i++) {
            for (int j = 0; j < p.count(); j++) {
                if (p.truth()[i] && !p.truth()[j]) {
                    concordant += (Math.signum(p.logits()[i] - p.logits()[j]) + 1) / 2;
                }
            }
        }
        double pairs = (double) p.positives() * (p.count() - p.positives());
        assertThat(Ranking.of(p).auc()).isEqualTo(concordant / pairs, within(1e-12));
    }

    @Property
    void monotone_transform_of_scores_keeps_the_ranking(@ForAll("predictions") Predictions p) {
        double[] transformed =
                Arrays.stream(p.logits()).map(z -> z * z * z + 3 * z).toArray();
        Ranking before = Ranking.of(p);
        Ranking after = Ranking.of(new Predictions(transformed, p.truth(), p.names()));
        assertThat(after.auc()).isEqualTo(before.auc());
        assertThat(after.aucStandardError()).isEqualTo(before.aucStandardError());
        assertThat(after.averagePrecision()).isEqualTo(before.averagePrecision());
    }

    @Property
    void area_under_the_thinned_curve_is_the_auc(@ForAll("predictions") Predictions p) {
        Assume.that(p.positives() > 0 && p.positives() < p.count());
        List<RocCurve.RocPoint> points = Ranking.of(p).roc().points();
        double area = 0;
        for (int k = 1; k < points.size(); k++) {
            RocCurve.RocPoint from = points.get(k - 1);
            RocCurve.RocPoint to = points.get(k);
            assertThat(to.truePositiveRate()).isGreaterThanOrEqualTo(from.truePositiveRate());
            area += (to.falsePositiveRate() - from.falsePositiveRate())
                    * (to.truePositiveRate() + from.truePositiveRate())
                    / 2;
        }
        assertThat(area).isEqualTo(Ranking.of(p).auc(), within(1e-12));
    }

    @Property
    void temperature_keeps_ranking_and_answers_at_one_half(
            @ForAll("predictions") Predictions p, @ForAll @DoubleRange(min = 0.05, max = 20) double temperature) {
        Predictions scaled = new Temperature(temperature).apply(p);
        assertThat(Ranking.of(scaled).auc()).isEqualTo(Ranking.of(p).auc());
        assertThat(scaled.correct(0.5)).isEqualTo(p.correct(0.5));
    }

    @Property
    void fitted_temperature_is_optimal(
            @ForAll("predictions") Predictions p, @ForAll @DoubleRange(min = 0.05, max = 20) double other) {
        Temperature fitted = Temperature.fit(p.logits(), p.truth());
        assertThat(LogLoss.of(p.logits(), p.truth(), 1 / fitted.value()))
                .isLessThanOrEqualTo(LogLoss.of(p.logits(), p.truth(), 1 / other) + 1e-12);
    }
}
