package dev.gioconda.score;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** The images of a run, listed while they are scored, so that memory does not depend on their number. */
public interface ScoreInputs {

    /** The number of inputs if it is not known before they are listed. */
    long UNKNOWN = -1;

    /**
     * Passes the inputs to a consumer, one at a time, in an order that depends on nothing but the files.
     *
     * @throws IOException as the consumer throws it; inputs that cannot be read are inputs with that error
     */
    void forEach(InputConsumer consumer) throws IOException;

    /**
     * The number of inputs, for the time left; {@link #UNKNOWN} if counting takes as long as reading.
     *
     * @param stopped polled; the number does not matter any more if it is true
     */
    long count(BooleanSupplier stopped) throws IOException;

    /** Receives the inputs. */
    interface InputConsumer {

        /** Receives an input; may block until there is room for it. */
        void accept(ScoreInput input) throws IOException;

        /** Receives the path of a file that is no image by its name, and has no row. */
        void skip(String path);
    }
}
