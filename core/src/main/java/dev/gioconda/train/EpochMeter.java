package dev.gioconda.train;

/** Running sums and clocks of one epoch. */
public final class EpochMeter {

    private final int epochs;
    private final int epoch;
    private final int steps;
    private final long start = System.nanoTime();
    private long waitStart;
    private long waited;
    private int step;
    private long pictures;
    private double lossSum;
    private double correct;
    private double evaluated;

    EpochMeter(int epochs, int epoch, int steps) {
        this.epochs = epochs;
        this.epoch = epoch;
        this.steps = steps;
    }

    /** Starts the clock of loading and augmentation. */
    public void startDataWait() {
        waitStart = System.nanoTime();
    }

    /** Stops the clock of loading and augmentation. */
    public void endDataWait() {
        waited += System.nanoTime() - waitStart;
    }

    void add(double loss, Validation.CorrectCount correctCount, long count) {
        step++;
        pictures += count;
        lossSum += loss;
        correct += correctCount.correct();
        evaluated += correctCount.evaluated();
    }

    int epoch() {
        return epoch;
    }

    int step() {
        return step;
    }

    long pictures() {
        return pictures;
    }

    double loss() {
        return lossSum / step;
    }

    double accuracy() {
        return evaluated == 0 ? 0 : correct / evaluated;
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    double waitSeconds() {
        return waited / 1e9;
    }

    Progress.Step progress() {
        double seconds = seconds();
        long stepsLeft = (long) (epochs - epoch) * steps + (steps - step);
        return new Progress.Step(
                epoch, epochs, step, steps, loss(), accuracy(), pictures / seconds, seconds / step * stepsLeft);
    }
}
