package dev.gioconda.server.http;

import dev.gioconda.inference.ComputeScheduler;
import io.javalin.http.Context;

/**
 * Runs what a request computes on the thread of HTTP, such as parsing a large body or encoding an image, when it is the client's turn:
 * otherwise the requests of one client would take the cores from those of others.
 *
 * @param scheduler of all computation
 * @param clients that take turns
 */
public record ComputeTurns(ComputeScheduler scheduler, Clients clients) {

    /** The largest body that is parsed without waiting for a turn, since that takes less time than a turn. */
    private static final int SMALL_BYTES = 1 << 16;

    /**
     * Parses the body of a request; a large one in the turn of its client.
     *
     * @param bytes length of the body; negative if it is not known
     * @throws dev.gioconda.inference.BusyException when no core became free in time
     */
    public <T, E extends Exception> T parse(Context context, long bytes, ComputeScheduler.ComputeTask<T, E> task)
            throws E {
        return bytes >= 0 && bytes <= SMALL_BYTES ? task.run() : run(context, task);
    }

    /**
     * Runs a task of the client of a request.
     *
     * @throws dev.gioconda.inference.BusyException when no core became free in time
     */
    public <T, E extends Exception> T run(Context context, ComputeScheduler.ComputeTask<T, E> task) throws E {
        return scheduler.run(ComputeScheduler.TaskKind.IMAGE, clients.dailyPseudonym(context), task);
    }
}
