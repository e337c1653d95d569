package dev.gioconda.style.features;

/** An image that is too small for a layer: the poolings before the layer leave no position. */
public final class TooSmallException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    TooSmallException(String layer, long width, long height, Throwable cause) {
        super(
                ("The layer %s has no output for an image of %d x %d pixels: the poolings before it leave no position. Choose a larger size, "
                                + "a larger pyramid.smallest, or other layers.")
                        .formatted(layer, width, height),
                cause);
    }
}
