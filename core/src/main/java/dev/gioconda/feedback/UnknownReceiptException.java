package dev.gioconda.feedback;

import java.io.IOException;

/** The feedback of a receipt was deleted, has expired, or never existed. */
public final class UnknownReceiptException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownReceiptException(String message) {
        super(message);
    }
}
