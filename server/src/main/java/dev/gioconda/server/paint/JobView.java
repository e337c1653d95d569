package dev.gioconda.server.paint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobService;
import dev.gioconda.jobs.JobSpec;
import dev.gioconda.jobs.JobState;
import org.jspecify.annotations.Nullable;

/**
 * A style job as anybody with its id sees it.
 *
 * @param position number of jobs that run before it
 * @param completedIterations of all attempts together
 * @param totalIterations 0 before the first iteration
 * @param seconds of computation so far
 * @param secondsLeft estimate; null while it is unknown
 * @param version of the image; increases with every preview, 0 while there is none
 * @param picture path of the newest image; null while there is none
 * @param message why it failed; null unless it failed
 */
record JobView(
        String id,
        JobState state,
        int position,
        String created,
        OrderView order,
        @JsonProperty("style") String styleName,
        @JsonProperty("done") int completedIterations,
        @JsonProperty("all") int totalIterations,
        double seconds,
        @Nullable Double secondsLeft,
        int version,
        @Nullable String picture,
        int width,
        int height,
        @Nullable String message) {

    /**
     * The settings of a job with their names in HTTP. Stored jobs have {@code detail}, which is the deprecated name here.
     *
     * @param styleScale factor of the style image's size
     */
    record OrderView(@JsonUnwrapped JobSpec spec, double styleScale) {}

    /** @param base prefix of the path of the image */
    static JobView of(Job job, JobService jobs, String base) {
        double secondsLeft = job.status().secondsLeft();
        int version = job.status().version();
        return new JobView(
                job.id(),
                job.status().state(),
                jobs.position(job),
                job.created().toString(),
                new OrderView(job.spec(), job.spec().styleScale()),
                job.styleName(),
                job.status().completedIterations(),
                job.status().totalIterations(),
                Math.round(job.status().seconds() * 10) / 10.0,
                Double.isNaN(secondsLeft) || job.finished() ? null : (Double) (Math.round(secondsLeft * 10) / 10.0),
                version,
                version == 0 ? null : "%s/v1/style-jobs/%s/image?v=%d".formatted(base, job.id(), version),
                job.status().width(),
                job.status().height(),
                job.status().message());
    }
}
