package dev.gioconda.preference;

import java.util.List;
import java.util.Map;

/**
 * Normal equations {@code A theta = r} of a linear mixed model with each person's random effects integrated out; errors are correlated
 * within a person.
 *
 * <p>A person's ratings have the covariance {@code V = W^-1 + Z D Z'} in units of the noise, where D contains the variances of the person's
 * random effects. With {@code M = D^-1 + Z' W Z}, {@code X' V^-1 X = X' W X - X' W Z M^-1 Z' W X} (Woodbury) and
 * {@code |V| = |D| |M| / |W|}. The information of one person is at most {@code D^-1}, for any number of ratings: a person is one sample
 * from the population.
 *
 * @param information A, [q, q]: m coefficients of the population, then m of each style
 * @param products r, [q]
 * @param squares {@code y' V^-1 y}
 * @param logDeterminant {@code sum of log |D| |M|}
 * @param weight total weight of all ratings
 */
record NormalEquations(
        double[][] information, double[] products, double squares, double logDeterminant, double weight) {

    /**
     * Adds up the statistics of all people.
     *
     * @param styles number of styles
     * @param variances D's diagonal, [m]
     */
    static NormalEquations of(List<RaterStatistics> raters, int styles, double[] variances) {
        int m = variances.length;
        int q = m * (1 + styles);
        double[][] information = new double[q][q];
        double[] products = new double[q];
        double squares = 0;
        double logDeterminant = 0;
        double weight = 0;
        for (RaterStatistics rater : raters) {
            RaterElimination elimination = RaterElimination.of(rater, variances);
            squares += rater.squares() - dot(elimination.products(), elimination.products());
            logDeterminant += elimination.logDeterminant();
            weight += rater.weight();
            for (Map.Entry<Integer, RaterStatistics.SufficientStatistics> block :
                    rater.byStyle().entrySet()) {
                int offset = m * (1 + block.getKey());
                double[][] moments = block.getValue().moments();
                double[] sums = block.getValue().products();
                for (int i = 0; i < m; i++) {
                    products[i] += sums[i];
                    products[offset + i] += sums[i];
                    for (int j = 0; j < m; j++) {
                        information[i][j] += moments[i][j];
                        information[offset + i][j] += moments[i][j];
                        information[offset + i][offset + j] += moments[i][j];
                    }
                }
            }
            elimination.subtract(information, products);
        }
        return new NormalEquations(information, products, squares, logDeterminant, weight);
    }

    /**
     * Elimination of one person's random effects: {@code L^-1 Z' W X} and {@code L^-1 Z' W y}, where {@code L L' = M}.
     *
     * @param offsets first column of each block of X
     * @param moments one transposed block each: [m columns of X, m]
     */
    private record RaterElimination(int[] offsets, double[][][] moments, double[] products, double logDeterminant) {

        static RaterElimination of(RaterStatistics rater, double[] variances) {
            int m = variances.length;
            double[][] all = new double[m][m];
            double[] sums = new double[m];
            double logDeterminant = 0;
            for (int i = 0; i < m; i++) {
                all[i][i] = 1 / variances[i];
                logDeterminant += Math.log(variances[i]);
            }
            double[][] total = new double[m][m];
            for (RaterStatistics.SufficientStatistics block : rater.byStyle().values()) {
                for (int i = 0; i < m; i++) {
                    sums[i] += block.products()[i];
                    for (int j = 0; j < m; j++) {
                        total[i][j] += block.moments()[i][j];
                        all[i][j] += block.moments()[i][j];
                    }
                }
            }
            Cholesky factor = Cholesky.of(all);
            int[] offsets = new int[1 + rater.byStyle().size()];
            double[][][] solved = new double[offsets.length][][];
            solved[0] = forwardSubstitute(factor, total);
            int next = 1;
            for (Map.Entry<Integer, RaterStatistics.SufficientStatistics> block :
                    rater.byStyle().entrySet()) {
                offsets[next] = m * (1 + block.getKey());
                solved[next++] = forwardSubstitute(factor, block.getValue().moments());
            }
            return new RaterElimination(
                    offsets, solved, factor.forwardSubstitute(sums), logDeterminant + factor.logDeterminant());
        }

        private static double[][] forwardSubstitute(Cholesky factor, double[][] symmetric) {
            double[][] solved = new double[symmetric.length][];
            for (int i = 0; i < solved.length; i++) {
                solved[i] = factor.forwardSubstitute(symmetric[i]);
            }
            return solved;
        }

        /** Subtracts the person's random effects; of the information, only in the lower triangle. */
        void subtract(double[][] information, double[] sums) {
            for (int a = 0; a < offsets.length; a++) {
                for (int i = 0; i < moments[a].length; i++) {
                    sums[offsets[a] + i] -= dot(moments[a][i], products);
                    for (int b = 0; b < offsets.length; b++) {
                        for (int j = 0; offsets[b] <= offsets[a] && j < moments[b].length; j++) {
                            information[offsets[a] + i][offsets[b] + j] -= dot(moments[a][i], moments[b][j]);
                        }
                    }
                }
            }
        }
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
