package dev.gioconda.feedback;

import java.io.IOException;

/** A receipt that opens no answer: deleted, expired, or never given. */
public final class UnknownReceiptException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownReceiptException(String message) {
        super(message);
    }
}
