package dev.gioconda.model;

import java.io.IOException;

/** A model reference that matches no model version. */
public final class UnknownModelException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownModelException(String message) {
        super(message);
    }
}
