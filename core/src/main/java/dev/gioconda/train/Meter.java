package dev.gioconda.train;

/** Running sums and clocks of one epoch. */
final class Meter {

    private final int epochs;
    private final int epoch;
    private final int steps;
    private final long start = System.nanoTime();
    private long waitStart;
    private long waited;
    private int step;
    private long pictures;
    private double lossSum;
    private double right;
    private double judged;

    Meter(int epochs, int epoch, int steps) {
        this.epochs = epochs;
        this.epoch = epoch;
        this.steps = steps;
    }

    void waitStarts() {
        waitStart = System.nanoTime();
    }

    void waitEnds() {
        waited += System.nanoTime() - waitStart;
    }

    void add(double loss, Validation.Right answers, long count) {
        step++;
        pictures += count;
        lossSum += loss;
        right += answers.right();
        judged += answers.judged();
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
        return judged == 0 ? 0 : right / judged;
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
