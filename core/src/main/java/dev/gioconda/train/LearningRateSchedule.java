package dev.gioconda.train;

/** The learning rate over time. */
public enum LearningRateSchedule {
    /** Always the peak rate. */
    CONSTANT {
        @Override
        public double rate(double peak, double epoch, int epochs) {
            return peak;
        }
    },
    /**
     * The study's: the peak (0.001) up to epoch 25, half of it up to 50, 0.3 of it up to 100, a tenth after. Shorter runs
     * keep these epochs and simply end earlier.
     */
    STUDY {
        @Override
        public double rate(double peak, double epoch, int epochs) {
            return epoch < 25 ? peak : epoch < 50 ? 0.5 * peak : epoch < 100 ? 0.3 * peak : 0.1 * peak;
        }
    },
    /** Half a cosine from the peak to 0 (Loshchilov and Hutter 2017, arXiv 1608.03983) after 5 % of linear warm-up. */
    COSINE {
        @Override
        public double rate(double peak, double epoch, int epochs) {
            return cosineWithWarmUp(peak, epoch / epochs, 0.05);
        }
    },
    /** Smith and Topin's one cycle (arXiv 1708.07120): 25 % warm-up from a 25th of the peak, then half a cosine to 0. */
    ONE_CYCLE {
        @Override
        public double rate(double peak, double epoch, int epochs) {
            return cosineWithWarmUp(peak, epoch / epochs, 0.25);
        }
    };

    /** The rate at a time in epochs, 0 at the start, such as 1.5 in the middle of the second. */
    public abstract double rate(double peak, double epoch, int epochs);

    private static double cosineWithWarmUp(double peak, double progress, double warmUp) {
        if (progress < warmUp) {
            return peak * (0.04 + 0.96 * progress / warmUp);
        }
        return peak * 0.5 * (1 + Math.cos(Math.PI * (progress - warmUp) / (1 - warmUp)));
    }
}
