package dev.gioconda.server.paint;

import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobOwner;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * The owner keys of style jobs. The id of a job is the link that shows it; only a client with its owner key may stop, delete and restore
 * it. A key is derived from the id with a secret of the server, and jobs store its hash.
 *
 * @param clients of this server
 */
record OwnerKeys(Clients clients) {

    /** The request header with the key. {@code Authorization} is left to proxies with a password. */
    static final String HEADER = "Gioconda-Owner-Key";

    /** The owner of the jobs that a request creates. */
    JobOwner owner(Context context) {
        return new JobOwner(clients.ownerPseudonym(context), this::derive);
    }

    /** The key of a job for the client that creates it; null for a job of an earlier version, which has none. */
    @Nullable
    String keyOf(Job job) {
        String key = derive(job.id());
        return job.hasOwnerKey(key) ? key : null;
    }

    private String derive(String id) {
        return clients.derivedSecret("owner key of style job " + id);
    }

    /** Rejects a request to change a job without its key. Jobs of earlier versions belong to the address that created them. */
    void require(Job job, Context context) {
        String key = context.header(HEADER);
        if (job.predatesOwnerKeys()) {
            if (!job.client().equals(clients.ownerPseudonym(context))) {
                throw new ProblemException(
                        Problem.Kind.NOT_OWNER,
                        "The style job was created by an earlier version, and only the address that created it can stop or delete it.");
            }
        } else if (key == null || !job.hasOwnerKey(key)) {
            throw new ProblemException(
                    Problem.Kind.NOT_OWNER,
                    "%s, and only its owner can stop, delete or restore a style job. Send the ownerKey that the response to its creation contains in the header %s."
                            .formatted(
                                    key == null
                                            ? "The request has no owner key"
                                            : "The owner key is not that of this style job",
                                    HEADER));
        }
    }
}
