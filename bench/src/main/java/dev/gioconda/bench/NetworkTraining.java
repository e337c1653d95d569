package dev.gioconda.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Training throughput in images per second: 3 x 64 x 64, 64 per step, as {@link TrainingSteps} describes a step. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 10)
@Measurement(iterations = 5, time = 10)
@Fork(1)
public class NetworkTraining {

    /** The recipe's preset. */
    @Param({"study-cnn", "compact"})
    public String network = "";

    /** Precision of matrix products. */
    @Param({"float32", "bfloat16"})
    public String precision = "";

    /** Threads of libtorch. */
    @Param("2")
    public int threads;

    /** Whether images are augmented as in the preset; peers with random data do not augment. */
    @Param("false")
    public boolean augmented;

    @SuppressWarnings("NullAway.Init") // JMH calls start() first
    private TrainingSteps steps;

    /** Draws the portraits and builds the network. */
    @Setup
    public void start() throws IOException {
        steps = TrainingSteps.of(network, precision, augmented, threads);
    }

    /** One optimizer step. */
    @Benchmark
    @OperationsPerInvocation(TrainingSteps.BATCH)
    public void step() throws InterruptedException {
        steps.next();
    }

    /** Frees the training. */
    @TearDown
    public void stop() throws InterruptedException {
        steps.close();
    }
}
