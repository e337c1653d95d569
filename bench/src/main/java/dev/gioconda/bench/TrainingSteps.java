package dev.gioconda.bench;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Augmentation;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.Progress;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.Trainer;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;

/**
 * A training by the product's {@link Trainer} that pauses between two optimizer steps, so that the caller can time each step.
 * A step is all that {@code ./gioconda train} does for a batch: read it from the cache, augment, forward,
 * loss, backward, update, running loss and accuracy.
 */
final class TrainingSteps implements AutoCloseable {

    /** Images per step. */
    static final int BATCH = 64;

    private static final int PORTRAITS = 2 * BATCH;
    private static final int STEPS_PER_EPOCH = 1000; // so that no validation at the end of an epoch is timed
    private static final int EPOCHS = 1000;

    private final Semaphore requested = new Semaphore(0);
    private final Semaphore completed = new Semaphore(0);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Faces faces;
    private final Future<?> training;
    private volatile boolean ended; // true before the last release, when the future is not done yet

    private TrainingSteps(Recipe recipe, List<String> attributes, Faces faces, int threads) {
        this.faces = faces;
        this.training = thread.submit(() -> train(recipe, attributes, threads));
    }

    /**
     * A training that waits for its first step, on synthetic portraits.
     *
     * @param preset such as {@code study-cnn} or {@code compact}
     * @param precision {@code auto}, {@code float32} or {@code bfloat16}
     * @param augmented whether images are augmented as in the preset
     * @param threads libtorch's threads
     */
    static TrainingSteps of(String preset, String precision, boolean augmented, int threads) throws IOException {
        Recipe recipe = recipe(preset, precision, augmented);
        Dataset portraits = new SyntheticPortraits(recipe.training().seed(), PORTRAITS).dataset();
        Faces loaded = new FaceLoader(recipe.input(), FaceCache.MEMORY_LIMIT).load(portraits.examples(), () -> {});
        List<String> attributes =
                new Training(recipe, portraits, loaded, loaded, FeatureStore.forCurrentUser()).attributes();
        int[] columns = attributes.stream().mapToInt(portraits::indexOf).toArray();
        return new TrainingSteps(recipe, attributes, loaded.withLabels(columns), threads);
    }

    private static Recipe recipe(String preset, String precision, boolean augmented) throws IOException {
        Recipe recipe = Recipes.read(
                preset,
                List.of("training.precision=" + precision, "training.batch=" + BATCH, "training.epochs=" + EPOCHS));
        return augmented ? recipe : recipe.withAugmentation(Augmentation.NONE);
    }

    private void train(Recipe recipe, List<String> attributes, int threads) {
        try {
            torch.set_num_threads(threads); // OpenMP keeps this number by thread, so here and not in the caller's
            Trainer trainer = new Trainer(recipe, attributes);
            awaitRequest();
            trainer.fit(
                    trainer.start(attributes.size()), repeated(BATCH * STEPS_PER_EPOCH), repeated(BATCH), progress -> {
                        if (progress instanceof Progress.Step) {
                            completed.release();
                            awaitRequest();
                        }
                    });
        } finally {
            ended = true;
            completed.release(); // a caller that waits for a step gets the failure
        }
    }

    private void awaitRequest() {
        try {
            requested.acquire();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The training was closed.");
        }
    }

    /** A number of faces, made by repeating a few: the cost of a step does not depend on their content. */
    private Faces repeated(int count) {
        List<Example> examples = IntStream.range(0, count)
                .mapToObj(i -> faces.examples().get(i % faces.size()))
                .toList();
        int[] rows = IntStream.range(0, count)
                .map(i -> faces.rows()[i % faces.size()])
                .toArray();
        return new Faces(examples, rows, faces.cache(), faces.geometry(), List.of());
    }

    /**
     * Makes one step and returns when it is done.
     *
     * @throws IllegalStateException when the training has ended; the cause says why
     */
    void next() throws InterruptedException {
        requested.release();
        if (!ended) {
            completed.acquire();
        }
        if (ended) {
            try {
                training.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException("The training failed.", failure.getCause());
            }
            throw new IllegalStateException(
                    "The training has ended: %d epochs of %d steps.".formatted(EPOCHS, STEPS_PER_EPOCH));
        }
    }

    /** Cancels the training and waits until it has freed its memory. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The training did not end in time; its images cannot be freed.");
        }
        faces.close();
    }
}
