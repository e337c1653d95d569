package dev.gioconda.score;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the inputs of a run while they are scored, since listing them is faster than that. */
final class InputCount {

    private static final Logger LOG = LoggerFactory.getLogger(InputCount.class);

    private final ScoreInputs inputs;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long count = ScoreInputs.UNKNOWN;

    InputCount(ScoreInputs inputs) {
        this.inputs = inputs;
        this.thread = new Thread(this::run, "score-count");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The number of inputs; {@link ScoreInputs#UNKNOWN} until it is known. */
    long count() {
        return count;
    }

    /** The number does not matter any more. */
    void stop() {
        stopped = true;
    }

    private void run() {
        try {
            count = inputs.count(() -> stopped);
        } catch (IOException notCounted) {
            LOG.debug("The inputs were not counted; the time left is not known.", notCounted);
        }
    }
}
