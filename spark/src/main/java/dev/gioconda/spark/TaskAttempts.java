package dev.gioconda.spark;

import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/** The attempts of a task, which Spark repeats {@code spark.task.maxFailures} times, but not in local mode. */
final class TaskAttempts {

    private static final int DEFAULT_MAX_FAILURES = 4;

    private TaskAttempts() {}

    /** Whether Spark repeats the current task if it fails now. */
    static boolean isFollowedByAnother() {
        TaskContext task = TaskContext.get();
        SparkEnv environment = SparkEnv.get();
        if (task == null || environment == null) {
            return false;
        }
        boolean local = environment.conf().get("spark.master", "local").startsWith("local");
        int attempts = local ? 1 : environment.conf().getInt("spark.task.maxFailures", DEFAULT_MAX_FAILURES);
        return task.attemptNumber() + 1 < attempts;
    }
}
