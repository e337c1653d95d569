package dev.gioconda.server.paint;

import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobService;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;

/** Finds the job of a request. */
final class JobLookup {

    private JobLookup() {}

    /** The job of the path parameter {@code id}. An id that is not known gets the same response as one that never existed. */
    static Job find(JobService jobs, Context context) throws IOException {
        return jobs.find(Ids.hex(context.pathParam("id"))).orElseThrow(JobLookup::notFound);
    }

    /** The response for an unknown, deleted or expired job. */
    static ProblemException notFound() {
        return new ProblemException(
                Problem.Kind.NOT_FOUND,
                "There is no style job with this id; it may have been deleted or have expired.");
    }
}
