package dev.gioconda.style.features;

/** A picture of which a layer sees nothing, since every pooling before it has halved what was left. */
public final class TooSmallException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    TooSmallException(String layer, long width, long height, Throwable cause) {
        super(
                ("The layer %s sees nothing of a picture of %d x %d pixels: nothing is left of it there. Choose a larger --size, a larger "
                                + "pyramid.smallest, or other layers.")
                        .formatted(layer, width, height),
                cause);
    }
}
