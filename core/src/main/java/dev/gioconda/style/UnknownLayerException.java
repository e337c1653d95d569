package dev.gioconda.style;

/** A recipe names a layer that its network does not have. */
public final class UnknownLayerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnknownLayerException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
