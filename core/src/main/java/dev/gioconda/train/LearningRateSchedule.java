package dev.gioconda.train;

/** The learning rate as a function of training progress. */
public enum LearningRateSchedule {
    /** Constant peak rate. */
    CONSTANT {
        @Override
        public double rate(double peak, double epoch, int epochs) {
            return peak;
        }
    },
    /**
     * The step schedule of the study of 2022: the peak (0.001) before epoch 25, half of it before 50, 0.3 of it before 100, then a
     * tenth. The epochs do not depend on the length of the run.
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

    /**
     * The learning rate.
     *
     * @param peak the largest rate
     * @param epoch time in epochs since the start, such as 1.5 in the middle of the second epoch
     * @param epochs of the whole training
     */
    public abstract double rate(double peak, double epoch, int epochs);

    private static double cosineWithWarmUp(double peak, double progress, double warmUp) {
        if (progress < warmUp) {
            return peak * (0.04 + 0.96 * progress / warmUp);
        }
        return peak * 0.5 * (1 + Math.cos(Math.PI * (progress - warmUp) / (1 - warmUp)));
    }
}
