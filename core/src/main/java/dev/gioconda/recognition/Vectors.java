package dev.gioconda.recognition;

/** Arithmetic of embeddings. */
public final class Vectors {

    private Vectors() {}

    /** The Euclidean distance of two embeddings. */
    public static double distance(float[] a, float[] b) {
        return Math.sqrt(squaredDistance(a, 0, b));
    }

    /**
     * The squared distance of a vector to the one that begins at {@code offset} of a row-major matrix. Four sums, since the processor adds to
     * them at the same time.
     */
    public static float squaredDistance(float[] matrix, int offset, float[] b) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < b.length; i += 4) {
            float d0 = matrix[offset + i] - b[i];
            float d1 = matrix[offset + i + 1] - b[i + 1];
            float d2 = matrix[offset + i + 2] - b[i + 2];
            float d3 = matrix[offset + i + 3] - b[i + 3];
            sum0 += d0 * d0;
            sum1 += d1 * d1;
            sum2 += d2 * d2;
            sum3 += d3 * d3;
        }
        for (; i < b.length; i++) {
            float difference = matrix[offset + i] - b[i];
            sum0 += difference * difference;
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** The vector divided by its length, times a factor. */
    static float[] scaledToUnit(float[] vector, double factor) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float scale = (float) (factor / Math.sqrt(squares));
        float[] scaled = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = vector[i] * scale;
        }
        return scaled;
    }

    static float[] sum(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    static float[] concatenated(float[] a, float[] b) {
        float[] both = new float[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
