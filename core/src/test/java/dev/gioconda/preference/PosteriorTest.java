package dev.gioconda.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The posterior against its definition, and its intervals against the true effects. */
@Tag("integration")
@net.jqwik.api.Tag("integration")
class PosteriorTest {

    private static final List<String> STYLES = List.of("a", "b", "c", "d", "e", "f");

    @Property(tries = 100)
    void cholesky_factor_gives_inverse_and_determinant(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] a = new double[n][n];
        double determinant = 1; // of a diagonal matrix under shears, which keep it
        for (int i = 0; i < n; i++) {
            a[i][i] = 0.5 + random.nextDouble();
            determinant *= a[i][i];
        }
        for (int shear = 0; n > 1 && shear < 2 * n; shear++) {
            int from = random.nextInt(n);
            int to = (from + 1 + random.nextInt(n - 1)) % n;
            double by = random.nextDouble(-0.5, 0.5);
            for (int k = 0; k < n; k++) {
                a[to][k] += by * a[from][k];
            }
            for (int k = 0; k < n; k++) {
                a[k][to] += by * a[k][from];
            }
        }
        Cholesky factor = Cholesky.of(a);
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(determinant), within(1e-8));
        double[][] inverse = factor.inverse();
        for (int i = 0; i < n; i++) {
            double[] row = factor.solve(a[i]);
            for (int j = 0; j < n; j++) {
                assertThat(row[j]).isCloseTo(i == j ? 1 : 0, within(1e-8));
                assertThat(NormalEquations.dot(a[i], inverse[j])).isCloseTo(i == j ? 1 : 0, within(1e-8));
            }
        }
    }

    @Property(tries = 50)
    void rater_sums_match_the_full_covariance(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(9); // no more than count in full
        double[] variances = {0.5 + random.nextDouble(), 0.1 + random.nextDouble(), 0.1 + random.nextDouble()};
        List<RaterStatistics.EncodedRating> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] z = {1, random.nextDouble(-2, 2), random.nextDouble(-2, 2)};
            rows.add(new RaterStatistics.EncodedRating(z, random.nextInt(2), 1 + random.nextInt(5)));
        }
        double[][] v = new double[n][n]; // I + Z D Z'
        double[][] x = new double[9][n]; // the columns of X: everybody, style 0, style 1
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = rows.get(i).stars() - 3;
            for (int k = 0; k < 3; k++) {
                x[k][i] = rows.get(i).z()[k];
                x[3 * (1 + rows.get(i).style()) + k][i] = rows.get(i).z()[k];
                for (int j = 0; j < n; j++) {
                    v[i][j] += (i == j ? 1.0 / 3 : 0)
                            + variances[k] * rows.get(i).z()[k] * rows.get(j).z()[k];
                }
            }
        }
        Cholesky factor = Cholesky.of(v);
        NormalEquations population = NormalEquations.of(RaterStatistics.of(Map.of("p", rows)), 2, variances);
        assertThat(population.squares()).isCloseTo(NormalEquations.dot(y, factor.solve(y)), within(1e-9));
        assertThat(population.logDeterminant()).isCloseTo(factor.logDeterminant(), within(1e-9));
        for (int a = 0; a < 9; a++) {
            assertThat(population.products()[a]).isCloseTo(NormalEquations.dot(x[a], factor.solve(y)), within(1e-9));
            for (int b = 0; b <= a; b++) {
                assertThat(population.information()[a][b])
                        .isCloseTo(NormalEquations.dot(x[a], factor.solve(x[b])), within(1e-9));
            }
        }
    }

    @Property(tries = 30)
    void weight_of_one_rater_is_bounded(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int n) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RaterStatistics.EncodedRating> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(new RaterStatistics.EncodedRating(new double[] {1, random.nextDouble(-2, 2)}, 0, 5));
        }
        double[] variances = {0.4, 0.05};
        NormalEquations one = NormalEquations.of(RaterStatistics.of(Map.of("p", rows)), 1, variances);
        assertThat(one.weight()).isCloseTo(Math.min(n, RaterStatistics.MAX_WEIGHT), within(1e-9));
        for (int i = 0; i < 2; i++) {
            assertThat(one.information()[i][i]).isBetween(0.0, 1 / variances[i]);
        }
    }

    @Test
    void ninety_five_percent_intervals_have_nominal_coverage() {
        int inside = 0;
        int all = 0;
        for (int run = 0; run < 150; run++) {
            SplittableRandom random = new SplittableRandom(run);
            double line = 0.4 * random.nextGaussian();
            double square = -0.15 * Math.abs(random.nextGaussian());
            double layer = 0.3 * random.nextGaussian();
            RaterFixture.Preference preference = (settings, style) -> {
                double o = RaterFixture.octaves(settings.strength());
                return 3
                        + line * o
                        + square * o * o
                        + layer * RaterFixture.octaves(FeatureEncoding.layerFactor(settings, 2));
            };
            Posterior posterior =
                    Posterior.of(RaterFixture.simulateRatings(random, 20, 8, STYLES, preference), List.of());
            RelativeSettings base = RelativeSettings.baseline("quick", RaterFixture.LAYERS.size());
            for (RelativeSettings settings :
                    List.of(base.withStrength(4), base.withStrength(0.25), base.withLayer(2, 4))) {
                NormalEstimate effect = posterior.difference(base, settings, "");
                double truth = preference.expectedStars(settings, "") - preference.expectedStars(base, "");
                inside += truth >= effect.low() && truth <= effect.high() ? 1 : 0;
                all++;
            }
        }
        System.out.printf("%d of %d intervals hold the truth%n", inside, all);
        assertThat((double) inside / all).isBetween(0.92, 0.995);
    }

    @Test
    void normal_distribution_matches_the_tables() {
        Map<Double, Double> table =
                new LinkedHashMap<>(Map.of(0.0, 0.5, 1.0, 0.8413447, 1.959964, 0.975, 3.0, 0.9986501));
        table.forEach((z, p) -> {
            assertThat(NormalEstimate.normalCdf(z)).isCloseTo(p, within(2e-7));
            assertThat(NormalEstimate.normalCdf(-z)).isCloseTo(1 - p, within(2e-7));
        });
    }
}
