package dev.gioconda.server;

import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the operating system while no request computes. The allocator of the C library keeps what was freed, and the launcher
 * sets it so because page faults are expensive: without this a server keeps the memory of its busiest minute. At the beginning of each
 * idle time garbage is collected, since Java objects own native memory; style transfer and training may run meanwhile.
 */
final class IdleMemory {

    private static final Logger LOG = LoggerFactory.getLogger(IdleMemory.class);

    private final BooleanSupplier idle;
    private final Runnable collectGarbage;
    private final Runnable trim;
    private boolean collected;

    /** @param idle whether no request computes now, and none did lately */
    IdleMemory(BooleanSupplier idle) {
        this(idle, System::gc, IdleMemory::trimNativeMemory);
    }

    /** With other actions, for tests. */
    IdleMemory(BooleanSupplier idle, Runnable collectGarbage, Runnable trim) {
        this.idle = idle;
        this.collectGarbage = collectGarbage;
        this.trim = trim;
    }

    private static void trimNativeMemory() {
        boolean released = Pointer.trimMemory(); // malloc_trim; nothing with other C libraries than glibc
        LOG.debug("Native memory was trimmed: {}", released);
    }

    /** Returns memory if the server is idle; called every minute. */
    void release() {
        if (!idle.getAsBoolean()) {
            collected = false;
            return;
        }
        if (!collected) {
            collectGarbage.run();
            collected = true;
        }
        trim.run();
    }
}
