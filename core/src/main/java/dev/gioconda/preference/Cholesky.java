package dev.gioconda.preference;

/**
 * Cholesky factor L of a small symmetric positive definite matrix, {@code A = L L'} (Golub and Van Loan 2013, algorithm 4.2.1). Matrices
 * are arrays of rows.
 *
 * @param l lower triangle, [n, n]
 */
record Cholesky(double[][] l) {

    /**
     * Factorizes A; only its lower triangle is read.
     *
     * @throws ArithmeticException when A is not positive definite
     */
    static Cholesky of(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new ArithmeticException("Row %d of %d: the matrix is not positive definite.".formatted(i, n));
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        return new Cholesky(l);
    }

    /** {@code log |A|}. */
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < l.length; i++) {
            sum += Math.log(l[i][i]);
        }
        return 2 * sum;
    }

    /** {@code L^-1 b}. */
    double[] forwardSubstitute(double[] b) {
        double[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i][k] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }

    /** {@code A^-1 b}. */
    double[] solve(double[] b) {
        double[] x = forwardSubstitute(b);
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= l[k][i] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }

    /** {@code A^-1}, [n, n]. */
    double[][] inverse() {
        double[][] inverse = new double[l.length][];
        for (int i = 0; i < l.length; i++) {
            double[] unit = new double[l.length];
            unit[i] = 1;
            inverse[i] = solve(unit);
        }
        return inverse;
    }
}
