package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posterior of a linear mixed model of ratings (Gelman and Hill 2007, chapter 13). For a rating by person p of an image with features x
 * (see {@link FeatureEncoding}) in style s:
 *
 * <p>{@code stars = 3 + a + b'x + (u_s + g_s'x) + (h_p + d_p'x) + noise}
 *
 * <p>with {@code noise ~ N(0, v)}, {@code b ~ N(0, v P)}, {@code g_s ~ N(0, v G P)}, {@code d_p ~ N(0, v D P)}, {@code h_p ~ N(0, v H)} and
 * {@code v ~ InvGamma(3, 2)}, where P are the prior variances; the prior mean is no effect, that is the shipped preset. The effects of styles and people are
 * shrunk towards those of the population, with H, D and G averaged over a grid of 27 points, each weighted by its
 * evidence (Hoeting et al. 1999). For each point the posterior is exact, by conjugacy (Bishop 2006, section 3.3).
 *
 * @param activeFeatures indices of the features that vary in the data, [m - 1]
 * @param styleIndices index of each style that has its own effects
 * @param mean [q]: m coefficients of the population, then m of each style; the first of each m is the intercept
 * @param covariance [q, q]
 * @param noise standard deviation of one rating, in stars
 */
record Posterior(
        int[] activeFeatures, Map<String, Integer> styleIndices, double[] mean, double[][] covariance, double noise) {

    private static final double[] RATER_LEVEL_VARIANCES = {0.1, 0.4, 1.6}; // H
    private static final double[] EFFECT_VARIANCE_RATIOS = {0.01, 0.05, 0.25}; // D and G
    private static final double LEVEL_VARIANCE = 4; // prior variance of a
    private static final double STYLE_LEVEL_VARIANCE = 0.3; // of u
    private static final double PRIOR_SHAPE = 3;
    private static final double PRIOR_SCALE = 2;

    /** Key of all styles that have no effects of their own. */
    private static final String OTHER_STYLES = "";

    /** The fit for one point of the grid of H, D and G. */
    private record HyperparameterFit(double[] mean, Cholesky precision, double variance, double logEvidence) {}

    /**
     * Fits the model.
     *
     * @param ratings at least one
     * @param styles hashes of the styles with their own effects; all other styles share one
     */
    static Posterior of(List<Rating> ratings, List<String> styles) {
        int layers = ratings.get(0).settings().layers().size();
        Map<String, Integer> styleIndices = new LinkedHashMap<>();
        styles.forEach(style -> styleIndices.put(style, styleIndices.size()));
        int[] active = activeFeaturesOf(ratings);
        Map<String, List<RaterStatistics.EncodedRating>> raters = new LinkedHashMap<>();
        for (Rating rating : ratings) {
            String own = styles.contains(rating.styleHash()) ? rating.styleHash() : OTHER_STYLES;
            int number = styleIndices.computeIfAbsent(own, rest -> styleIndices.size());
            raters.computeIfAbsent(rating.rater(), rater -> new ArrayList<>())
                    .add(new RaterStatistics.EncodedRating(
                            selectActive(1, FeatureEncoding.encode(rating.settings()), active),
                            number,
                            rating.stars()));
        }
        double[] variances = selectActive(LEVEL_VARIANCE, FeatureEncoding.priorVariances(layers), active);
        List<RaterStatistics> sums = RaterStatistics.of(raters);
        List<HyperparameterFit> fits = new ArrayList<>();
        for (double level : RATER_LEVEL_VARIANCES) {
            for (double tastes : EFFECT_VARIANCE_RATIOS) {
                NormalEquations equations =
                        NormalEquations.of(sums, styleIndices.size(), scaledVariances(variances, level, tastes));
                for (double styleTastes : EFFECT_VARIANCE_RATIOS) {
                    fits.add(fit(
                            equations,
                            priorVariances(
                                    variances,
                                    scaledVariances(variances, STYLE_LEVEL_VARIANCE, styleTastes),
                                    styleIndices.size())));
                }
            }
        }
        return mixture(active, styleIndices, fits);
    }

    private static int[] activeFeaturesOf(List<Rating> ratings) {
        double[] first = FeatureEncoding.encode(ratings.get(0).settings());
        boolean[] differs = new boolean[first.length];
        for (Rating rating : ratings) {
            double[] x = FeatureEncoding.encode(rating.settings());
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

    private static double[] selectActive(double first, double[] x, int[] active) {
        double[] z = new double[1 + active.length];
        z[0] = first;
        for (int i = 0; i < active.length; i++) {
            z[1 + i] = x[active[i]];
        }
        return z;
    }

    private static double[] scaledVariances(double[] variances, double level, double tastes) {
        double[] scaled = new double[variances.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = i == 0 ? level : tastes * variances[i];
        }
        return scaled;
    }

    private static double[] priorVariances(double[] overall, double[] style, int styles) {
        double[] prior = new double[overall.length * (1 + styles)];
        for (int i = 0; i < prior.length; i++) {
            prior[i] = i < overall.length ? overall[i] : style[i % style.length];
        }
        return prior;
    }

    private static HyperparameterFit fit(NormalEquations equations, double[] prior) {
        double[][] precision = new double[prior.length][];
        double logPrior = 0;
        for (int i = 0; i < prior.length; i++) {
            precision[i] = equations.information()[i].clone();
            precision[i][i] += 1 / prior[i];
            logPrior += Math.log(prior[i]);
        }
        Cholesky factor = Cholesky.of(precision);
        double[] mean = factor.solve(equations.products());
        double shape = PRIOR_SHAPE + equations.weight() / 2;
        double scale = PRIOR_SCALE + (equations.squares() - NormalEquations.dot(equations.products(), mean)) / 2;
        double logEvidence =
                -(equations.logDeterminant() + logPrior + factor.logDeterminant()) / 2 - shape * Math.log(scale);
        return new HyperparameterFit(mean, factor, scale / (shape - 1), logEvidence);
    }

    /** The mean and the covariance of the mixture. */
    private static Posterior mixture(int[] active, Map<String, Integer> styles, List<HyperparameterFit> fits) {
        double best =
                fits.stream().mapToDouble(HyperparameterFit::logEvidence).max().orElseThrow();
        double total = fits.stream()
                .mapToDouble(fit -> Math.exp(fit.logEvidence() - best))
                .sum();
        int q = fits.get(0).mean().length;
        double[] mean = new double[q];
        double[][] covariance = new double[q][q];
        double noise = 0;
        for (HyperparameterFit fit : fits) {
            double share = Math.exp(fit.logEvidence() - best) / total;
            noise += share * fit.variance();
            for (int i = 0; i < q; i++) {
                mean[i] += share * fit.mean()[i];
            }
        }
        for (HyperparameterFit fit : fits) {
            double share = Math.exp(fit.logEvidence() - best) / total;
            if (share > 1e-6) { // smaller ones have no visible effect
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
     * Difference in stars between two settings.
     *
     * @param style hash of the style; empty for any style
     */
    NormalEstimate difference(RelativeSettings from, RelativeSettings to, String style) {
        double[] before = selectActive(0, FeatureEncoding.encode(from), activeFeatures);
        double[] after = selectActive(0, FeatureEncoding.encode(to), activeFeatures);
        double[] z = new double[before.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = after[i] - before[i];
        }
        return estimate(z, style);
    }

    /** Expected rating of images with these settings, in stars. */
    NormalEstimate predictStars(RelativeSettings settings, String style) {
        NormalEstimate estimate = estimate(selectActive(1, FeatureEncoding.encode(settings), activeFeatures), style);
        return new NormalEstimate(RaterStatistics.MIDPOINT + estimate.mean(), estimate.deviation());
    }

    private NormalEstimate estimate(double[] z, String style) {
        int m = z.length;
        int number = style.isEmpty() ? -1 : styleIndices.getOrDefault(style, -1);
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
        return new NormalEstimate(sum, Math.sqrt(Math.max(0, variance)));
    }
}
