package dev.gioconda.feedback;

import java.io.IOException;

/** A stored record cannot be parsed. */
public final class DamagedRecordException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedRecordException(String key, Exception reason) {
        super(
                "%s cannot be read: %s. Restore it from a backup or delete it."
                        .formatted(key, DamagedRecords.message(reason)),
                reason);
    }
}
