package dev.gioconda.server;

import dev.gioconda.jobs.FreeSpace;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why the server should get no requests: it starts or stops, the disk of the work folder is full, or the store was full when it was last
 * written to. Liveness does not depend on any of these.
 */
final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final FreeSpace workFolder;
    private final FullStoreWatch store;
    private volatile boolean accepting;

    Readiness(FreeSpace workFolder, FullStoreWatch store) {
        this.workFolder = workFolder;
        this.store = store;
    }

    /** Sets whether the server accepts requests: after its start and until its shutdown. */
    void setAccepting(boolean accepting) {
        this.accepting = accepting;
    }

    /** Whether the server accepts requests, full disks or not. */
    boolean accepting() {
        return accepting;
    }

    /** What keeps the server from being ready, without paths of the server; empty if it is ready. */
    Optional<String> obstacle() {
        if (!accepting) {
            return Optional.of("The server is starting or stopping.");
        }
        return workFolderObstacle().or(this::storeObstacle);
    }

    private Optional<String> workFolderObstacle() {
        try {
            long free = workFolder.bytes();
            return free >= workFolder.minBytes()
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "The disk of the work folder is full: %,d MB are free, and %,d MB are needed. Free disk space, or lower --disk-free.",
                            free / 1_000_000,
                            workFolder.minBytes() / 1_000_000));
        } catch (IOException unreadable) {
            LOG.warn("The free space of the work folder's disk is unknown.", unreadable);
            return Optional.of("The work folder cannot be read.");
        }
    }

    private Optional<String> storeObstacle() {
        return store.full() ? Optional.of("The store is full. Free disk space, or raise its quota.") : Optional.empty();
    }
}
