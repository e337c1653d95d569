package dev.gioconda.bench;

/**
 * Training throughput in images per second, printed as one number, in the protocol of {@code bench/pairs.sh}: after 5 steps
 * of warm-up, 30 steps of 64 images. Use JMH's {@link NetworkTraining} for a number with an error.
 */
public final class TrainingThroughput {

    private static final int WARM_UP = 5;
    private static final int MEASURED = 30;

    private TrainingThroughput() {}

    /** Arguments: the preset, the precision, libtorch's threads, such as {@code study-cnn bfloat16 2}. */
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "Expected a preset, a precision and a number of threads, such as: study-cnn bfloat16 2.");
        }
        try (TrainingSteps steps = TrainingSteps.of(args[0], args[1], false, Integer.parseInt(args[2]))) {
            for (int i = 0; i < WARM_UP; i++) {
                steps.next();
            }
            long start = System.nanoTime();
            for (int i = 0; i < MEASURED; i++) {
                steps.next();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(java.util.Locale.ROOT, "%.1f%n", MEASURED * TrainingSteps.BATCH / seconds);
        }
    }
}
