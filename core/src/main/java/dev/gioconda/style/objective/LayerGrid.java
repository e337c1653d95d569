package dev.gioconda.style.objective;

/**
 * A layer's positions in a whole picture.
 *
 * @param stride how many pixels they are apart
 * @param height rows of them
 * @param width columns
 * @param channels of the layer
 */
record LayerGrid(int stride, long height, long width, long channels) {

    /** How many positions there are. */
    long positions() {
        return height * width;
    }
}
