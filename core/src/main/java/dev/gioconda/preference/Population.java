package dev.gioconda.preference;

import java.util.List;
import java.util.Map;

/**
 * What everybody's ratings say of the population, after each person's own level and own tastes were integrated out: the normal
 * equations {@code A theta = r} of a linear model whose errors are correlated within a person.
 *
 * <p>A person's ratings have the covariance {@code V = W^-1 + Z D Z'} in units of the noise, where D holds the variances of their level
 * and of what their tastes differ from the population's. With {@code M = D^-1 + Z' W Z}, {@code X' V^-1 X = X' W X - X' W Z M^-1 Z' W
 * X} (Woodbury) and {@code |V| = |D| |M| / |W|}. However many ratings a person gives, that is at most {@code D^-1}: a person is one
 * draw from the population.
 *
 * @param information A, [q, q]: m numbers of the population, then m of each style
 * @param products r, [q]
 * @param squares {@code y' V^-1 y}
 * @param logDeterminant {@code sum of log |D| |M|}
 * @param weight of all ratings together
 */
record Population(double[][] information, double[] products, double squares, double logDeterminant, double weight) {

    /**
     * Adds everybody up.
     *
     * @param styles how many
     * @param variances D's diagonal, [m]
     */
    static Population of(List<PersonSums> people, int styles, double[] variances) {
        int m = variances.length;
        int q = m * (1 + styles);
        double[][] information = new double[q][q];
        double[] products = new double[q];
        double squares = 0;
        double logDeterminant = 0;
        double weight = 0;
        for (PersonSums person : people) {
            Sweep sweep = Sweep.of(person, variances);
            squares += person.squares() - dot(sweep.products(), sweep.products());
            logDeterminant += sweep.logDeterminant();
            weight += person.weight();
            for (Map.Entry<Integer, PersonSums.Block> block : person.blocks().entrySet()) {
                int at = m * (1 + block.getKey());
                double[][] moments = block.getValue().moments();
                double[] sums = block.getValue().products();
                for (int i = 0; i < m; i++) {
                    products[i] += sums[i];
                    products[at + i] += sums[i];
                    for (int j = 0; j < m; j++) {
                        information[i][j] += moments[i][j];
                        information[at + i][j] += moments[i][j];
                        information[at + i][at + j] += moments[i][j];
                    }
                }
            }
            sweep.subtract(information, products);
        }
        return new Population(information, products, squares, logDeterminant, weight);
    }

    /**
     * One person's {@code L^-1 Z' W X} and {@code L^-1 Z' W y}, where {@code L L' = M}.
     *
     * @param columns where each block of X begins
     * @param moments a block for each, transposed: [m columns of X, m]
     */
    private record Sweep(int[] columns, double[][][] moments, double[] products, double logDeterminant) {

        static Sweep of(PersonSums person, double[] variances) {
            int m = variances.length;
            double[][] all = new double[m][m];
            double[] sums = new double[m];
            double logDeterminant = 0;
            for (int i = 0; i < m; i++) {
                all[i][i] = 1 / variances[i];
                logDeterminant += Math.log(variances[i]);
            }
            double[][] total = new double[m][m];
            for (PersonSums.Block block : person.blocks().values()) {
                for (int i = 0; i < m; i++) {
                    sums[i] += block.products()[i];
                    for (int j = 0; j < m; j++) {
                        total[i][j] += block.moments()[i][j];
                        all[i][j] += block.moments()[i][j];
                    }
                }
            }
            Cholesky factor = Cholesky.of(all);
            int[] columns = new int[1 + person.blocks().size()];
            double[][][] swept = new double[columns.length][][];
            swept[0] = forward(factor, total);
            int next = 1;
            for (Map.Entry<Integer, PersonSums.Block> block : person.blocks().entrySet()) {
                columns[next] = m * (1 + block.getKey());
                swept[next++] = forward(factor, block.getValue().moments());
            }
            return new Sweep(columns, swept, factor.forward(sums), logDeterminant + factor.logDeterminant());
        }

        private static double[][] forward(Cholesky factor, double[][] symmetric) {
            double[][] swept = new double[symmetric.length][];
            for (int i = 0; i < swept.length; i++) {
                swept[i] = factor.forward(symmetric[i]);
            }
            return swept;
        }

        /** Takes the person's own part off; of the information the lower triangle. */
        void subtract(double[][] information, double[] sums) {
            for (int a = 0; a < columns.length; a++) {
                for (int i = 0; i < moments[a].length; i++) {
                    sums[columns[a] + i] -= dot(moments[a][i], products);
                    for (int b = 0; b < columns.length; b++) {
                        for (int j = 0; columns[b] <= columns[a] && j < moments[b].length; j++) {
                            information[columns[a] + i][columns[b] + j] -= dot(moments[a][i], moments[b][j]);
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
