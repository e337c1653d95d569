package dev.gioconda.train;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;

/** What tests run in a Java machine of its own: to be killed, or to be weighed. */
final class ChildJvm {

    /** The epoch that a training which is to be killed never gets through. */
    static final int STUCK_IN = 3;

    private ChildJvm() {}

    /** A {@code java} with this test's class path, this class as its program, and a heap that does not grow. */
    static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildJvm.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    public static void main(String... arguments) throws IOException {
        if (arguments[0].equals("train")) {
            train(Path.of(arguments[1]));
        } else {
            weigh(Integer.parseInt(arguments[1]));
        }
    }

    /** Trains with checkpoints up to the middle of an epoch and waits there for its end. */
    private static void train(Path folder) throws IOException {
        Recipe recipe = SmallTraining.recipe();
        Consumer<Progress> stuck = progress -> {
            if (progress instanceof Progress.Step step && step.epoch() == STUCK_IN && step.step() == 2) {
                try {
                    Thread.sleep(600_000);
                } catch (InterruptedException wanted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (Faces train = SmallTraining.faces(recipe, 0, ResumeTest.TRAIN);
                Faces validation = SmallTraining.faces(recipe, ResumeTest.TRAIN, ResumeTest.ALL)) {
            new Trainer(recipe, SmallTraining.attributes())
                    .fit(
                            SmallTraining.start(recipe),
                            train,
                            validation,
                            new Checkpoints(folder, Recipes.toToml(recipe)).andThen(stuck));
        }
    }

    /** Prints a line of step, resident bytes and native objects after every hundredth step. */
    private static void weigh(int steps) throws IOException {
        Recipe recipe = SmallTraining.recipe("training.batch=8", "training.epochs=" + steps / 50);
        try (Faces few = SmallTraining.faces(recipe, 0, 40);
                Faces train = repeated(few, 400)) {
            int[] count = {0};
            new Trainer(recipe, SmallTraining.attributes()).fit(SmallTraining.start(recipe), train, few, progress -> {
                if (progress instanceof Progress.Step && ++count[0] % 100 == 0) {
                    System.out.printf("%d %d %d%n", count[0], Pointer.physicalBytes(), Pointer.totalCount());
                }
            });
        }
    }

    private static Faces repeated(Faces few, int size) {
        List<Example> examples = new ArrayList<>();
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            examples.add(few.examples().get(i % few.size()));
            rows[i] = few.rows()[i % few.size()];
        }
        return new Faces(examples, rows, few.cache(), few.geometry(), List.of());
    }
}
