package dev.gioconda.train;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Synthetic faces of 32 x 32 and a recipe that trains on them in seconds. */
final class SmallTrainingFixture {

    private static final List<String> SETTINGS = List.of(
            "input.columns=32",
            "input.rows=32",
            "training.epochs=4",
            "training.batch=16",
            "training.precision=float32",
            "training.average=0.9");

    private SmallTrainingFixture() {}

    /** The preset {@code compact}, made small; mixup, clipping, averaging and augmentation stay on. */
    static Recipe recipe(String... changes) throws IOException {
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(List.of(changes));
        return Recipes.read("compact", all);
    }

    static List<String> attributes() {
        return new SyntheticPortraits(1, 1).dataset().attributes();
    }

    /** Portraits {@code from} to {@code to} of seed 1 with all their labels. */
    static Faces faces(Recipe recipe, int from, int to) throws IOException {
        List<Example> examples =
                new SyntheticPortraits(1, to).dataset().examples().subList(from, to);
        return new FaceLoader(recipe.input(), FaceCache.MEMORY_LIMIT).load(examples, () -> {});
    }

    /** A fresh start of the recipe. */
    static TrainingState start(Recipe recipe) {
        return new Trainer(recipe, attributes()).start(attributes().size());
    }

    /** Every weight and statistic by name, to be compared bit for bit. */
    static Map<String, float[]> values(Map<String, Tensor> state) {
        Map<String, float[]> values = new LinkedHashMap<>();
        state.forEach((name, tensor) -> values.put(name, Tensors.floats(tensor)));
        return values;
    }

    /** The history without what a clock says. */
    static List<EpochRecord> withoutTimes(List<EpochRecord> history) {
        return history.stream()
                .map(e -> new EpochRecord(
                        e.epoch(),
                        e.trainLoss(),
                        e.trainAccuracy(),
                        e.validationLoss(),
                        e.validationAccuracy(),
                        e.learningRate(),
                        0,
                        0,
                        0,
                        e.kept()))
                .toList();
    }
}
