package dev.gioconda.train;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.process.ChildJvm;
import dev.gioconda.process.StepMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What tests run in a Java machine of its own: to be killed, or to be weighed. */
final class TrainingJvm {

    /** The epoch that a training which is to be killed never gets through. */
    static final int BLOCKING_EPOCH = 3;

    private TrainingJvm() {}

    /** A child process with this program and a heap that does not grow. */
    static ProcessBuilder processBuilder(String... arguments) {
        return ChildJvm.of(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"), TrainingJvm.class, arguments);
    }

    public static void main(String... arguments) throws IOException {
        if (arguments[0].equals("train")) {
            trainUntilBlocked(Path.of(arguments[1]));
        } else {
            measureMemory(Integer.parseInt(arguments[1]));
        }
    }

    /** Trains with checkpoints up to the middle of an epoch and waits there for its end. */
    private static void trainUntilBlocked(Path folder) throws IOException {
        Recipe recipe = SmallTrainingFixture.recipe();
        Consumer<Progress> blocker = progress -> {
            if (progress instanceof Progress.Step step && step.epoch() == BLOCKING_EPOCH && step.step() == 2) {
                try {
                    Thread.sleep(600_000); // until it is killed
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (Faces train = SmallTrainingFixture.faces(recipe, 0, TrainingResumeTest.TRAIN);
                Faces validation =
                        SmallTrainingFixture.faces(recipe, TrainingResumeTest.TRAIN, TrainingResumeTest.ALL)) {
            new Trainer(recipe, SmallTrainingFixture.attributes())
                    .fit(
                            SmallTrainingFixture.start(recipe),
                            train,
                            validation,
                            new Checkpoints(folder, Recipes.toToml(recipe)).andThen(blocker));
        }
    }

    /** Prints a line of step, resident bytes and native objects after every hundredth step. */
    private static void measureMemory(int steps) throws IOException {
        Recipe recipe = SmallTrainingFixture.recipe("training.batch=8", "training.epochs=" + steps / 50);
        try (Faces sample = SmallTrainingFixture.faces(recipe, 0, 40);
                Faces train = repeated(sample, 400)) {
            int[] count = {0};
            new Trainer(recipe, SmallTrainingFixture.attributes())
                    .fit(SmallTrainingFixture.start(recipe), train, sample, progress -> {
                        if (progress instanceof Progress.Step && ++count[0] % 100 == 0) {
                            StepMemory.print(count[0]);
                        }
                    });
        }
    }

    private static Faces repeated(Faces sample, int size) {
        List<Example> examples = new ArrayList<>();
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            examples.add(sample.examples().get(i % sample.size()));
            rows[i] = sample.rows()[i % sample.size()];
        }
        return new Faces(examples, rows, sample.cache(), sample.geometry(), List.of());
    }
}
