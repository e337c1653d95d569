package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ratings say of people's tastes, by a linear model with random effects (Gelman and Hill 2007, chapter 13), of a rating by
 * person p of a painting with the numbers x (see {@link Design}) in the style s:
 *
 * <p>{@code stars = 3 + a + b'x + (u_s + g_s'x) + (h_p + d_p'x) + noise}
 *
 * <p>with {@code noise ~ N(0, v)}, {@code b ~ N(0, v P)}, {@code g_s ~ N(0, v G P)}, {@code d_p ~ N(0, v D P)}, {@code h_p ~ N(0, v H)} and
 * {@code v ~ InvGamma(3, 2)}, where P are the prior's variances around no effect, which is the shipped preset. The styles' and the persons' own tastes are
 * shrunk towards everybody's, as strongly as the ratings themselves say: H, D and G are averaged over a grid of 27, each weighted by its
 * evidence (Hoeting et al. 1999). For each the posterior is exact, by conjugacy (Bishop 2006, section 3.3).
 *
 * @param active which numbers differ between paintings at all, [m - 1]
 * @param styles the number of each style that has effects of its own
 * @param mean [q], m of everybody, then m of each style, the first of m for the level
 * @param covariance [q, q]
 * @param noise the deviation of one rating, in stars
 */
record Posterior(int[] active, Map<String, Integer> styles, double[] mean, double[][] covariance, double noise) {

    private static final double[] LEVELS = {0.1, 0.4, 1.6}; // H
    private static final double[] TASTES = {0.01, 0.05, 0.25}; // D and G
    private static final double LEVEL = 4; // prior variance of a
    private static final double STYLE_LEVEL = 0.3; // of u
    private static final double SHAPE = 3;
    private static final double SCALE = 2;

    /** Everybody who rates a style that has no effects of its own. */
    private static final String REST = "";

    /** One setting of H, D and G. */
    private record Fit(double[] mean, Cholesky precision, double variance, double evidence) {}

    /**
     * @param ratings at least one
     * @param styles those with effects of their own; the others share one
     */
    static Posterior of(List<Rating> ratings, List<String> styles) {
        int layers = ratings.get(0).look().layers().size();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        styles.forEach(style -> numbers.put(style, numbers.size()));
        int[] active = active(ratings);
        Map<String, List<PersonSums.Row>> people = new LinkedHashMap<>();
        for (Rating rating : ratings) {
            String own = styles.contains(rating.style()) ? rating.style() : REST;
            int number = numbers.computeIfAbsent(own, rest -> numbers.size());
            people.computeIfAbsent(rating.person(), person -> new ArrayList<>())
                    .add(new PersonSums.Row(with(1, Design.of(rating.look()), active), number, rating.stars()));
        }
        double[] variances = with(LEVEL, Design.variances(layers), active);
        List<PersonSums> sums = PersonSums.of(people);
        List<Fit> fits = new ArrayList<>();
        for (double level : LEVELS) {
            for (double tastes : TASTES) {
                Population population = Population.of(sums, numbers.size(), scaled(variances, level, tastes));
                for (double styleTastes : TASTES) {
                    fits.add(fit(
                            population, prior(variances, scaled(variances, STYLE_LEVEL, styleTastes), numbers.size())));
                }
            }
        }
        return mixed(active, numbers, fits);
    }

    private static int[] active(List<Rating> ratings) {
        double[] first = Design.of(ratings.get(0).look());
        boolean[] differs = new boolean[first.length];
        for (Rating rating : ratings) {
            double[] x = Design.of(rating.look());
            for (int i = 0; i < x.length; i++) {
                differs[i] |= x[i] != first[i] || x[i] != 0;
            }
        }
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < differs.length; i++) {
            if (differs[i]) {
                active.add(i);
            }
        }
        return active.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] with(double first, double[] x, int[] active) {
        double[] z = new double[1 + active.length];
        z[0] = first;
        for (int i = 0; i < active.length; i++) {
            z[1 + i] = x[active[i]];
        }
        return z;
    }

    private static double[] scaled(double[] variances, double level, double tastes) {
        double[] scaled = new double[variances.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = i == 0 ? level : tastes * variances[i];
        }
        return scaled;
    }

    private static double[] prior(double[] everybody, double[] style, int styles) {
        double[] prior = new double[everybody.length * (1 + styles)];
        for (int i = 0; i < prior.length; i++) {
            prior[i] = i < everybody.length ? everybody[i] : style[i % style.length];
        }
        return prior;
    }

    private static Fit fit(Population population, double[] prior) {
        double[][] precision = new double[prior.length][];
        double logPrior = 0;
        for (int i = 0; i < prior.length; i++) {
            precision[i] = population.information()[i].clone();
            precision[i][i] += 1 / prior[i];
            logPrior += Math.log(prior[i]);
        }
        Cholesky factor = Cholesky.of(precision);
        double[] mean = factor.solve(population.products());
        double shape = SHAPE + population.weight() / 2;
        double scale = SCALE + (population.squares() - Population.dot(population.products(), mean)) / 2;
        double evidence =
                -(population.logDeterminant() + logPrior + factor.logDeterminant()) / 2 - shape * Math.log(scale);
        return new Fit(mean, factor, scale / (shape - 1), evidence);
    }

    /** The mean and the covariance of the mixture. */
    private static Posterior mixed(int[] active, Map<String, Integer> styles, List<Fit> fits) {
        double best = fits.stream().mapToDouble(Fit::evidence).max().orElseThrow();
        double total = fits.stream()
                .mapToDouble(fit -> Math.exp(fit.evidence() - best))
                .sum();
        int q = fits.get(0).mean().length;
        double[] mean = new double[q];
        double[][] covariance = new double[q][q];
        double noise = 0;
        for (Fit fit : fits) {
            double share = Math.exp(fit.evidence() - best) / total;
            noise += share * fit.variance();
            for (int i = 0; i < q; i++) {
                mean[i] += share * fit.mean()[i];
            }
        }
        for (Fit fit : fits) {
            double share = Math.exp(fit.evidence() - best) / total;
            if (share > 1e-6) { // the others would not be seen
                double[][] inverse = fit.precision().inverse();
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j < q; j++) {
                        covariance[i][j] += share
                                * (fit.variance() * inverse[i][j]
                                        + (fit.mean()[i] - mean[i]) * (fit.mean()[j] - mean[j]));
                    }
                }
            }
        }
        return new Posterior(active, styles, mean, covariance, Math.sqrt(noise));
    }

    /**
     * By how many stars people like one painting better than another.
     *
     * @param style for whose paintings; empty for any style
     */
    Effect difference(Look from, Look to, String style) {
        double[] before = with(0, Design.of(from), active);
        double[] after = with(0, Design.of(to), active);
        double[] z = new double[before.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = after[i] - before[i];
        }
        return effect(z, style);
    }

    /** How many stars such a painting gets. */
    Effect stars(Look look, String style) {
        Effect effect = effect(with(1, Design.of(look), active), style);
        return new Effect(PersonSums.MIDDLE + effect.mean(), effect.deviation());
    }

    private Effect effect(double[] z, String style) {
        int m = z.length;
        int number = style.isEmpty() ? -1 : styles.getOrDefault(style, -1);
        int count = number < 0 ? m : 2 * m;
        double sum = 0;
        double variance = 0;
        for (int a = 0; a < count; a++) {
            int i = a < m ? a : m * number + a;
            sum += z[a % m] * mean[i];
            for (int b = 0; b < count; b++) {
                int j = b < m ? b : m * number + b;
                variance += z[a % m] * z[b % m] * covariance[i][j];
            }
        }
        return new Effect(sum, Math.sqrt(Math.max(0, variance)));
    }
}
