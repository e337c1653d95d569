package dev.gioconda.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration") // trains an epoch, two seconds
class ModelEvaluationTest {

    private static final int FACES = 60;

    @TempDir
    private Path folder;

    @Test
    void evaluation_agrees_with_its_slices_and_shifted_predictions() throws IOException {
        Recipe recipe = SmallTrainingFixture.recipe("training.epochs=1");
        Dataset set = new SyntheticPortraits(1, FACES).dataset();
        try (Faces faces = SmallTrainingFixture.faces(recipe, 0, FACES)) {
            RunFolder run = RunFolder.create(
                    folder.resolve("runs"),
                    new RunFolder.RunInfo("tiny", "20260101-000000", Map.of()),
                    Recipes.toToml(recipe));
            Training training =
                    new Training(recipe, set, faces, faces, new FeatureStore(folder, FeatureStore.DEFAULT_LIMIT));
            Path version =
                    training.run(run, folder.resolve("models"), progress -> {}).folder();
            ModelEvaluation evaluation = ModelEvaluation.of(Classifier.load(version), set, faces);

            assertThat(evaluation.thresholdAtHalf().correct(0.5)).isEqualTo(evaluation.correct());
            Map<String, boolean[]> members = evaluation.sliceMembers(set, faces);
            assertThat(members).containsKeys("from synthetic", "Smiling", "not Smiling");
            assertThat(count(members, "from synthetic"))
                    .isEqualTo(evaluation.evaluation().count());
            assertThat(count(members, "Smiling") + count(members, "not Smiling"))
                    .isEqualTo(evaluation.evaluation().count());
            assertThat(evaluation.slices()).isNotEmpty().allSatisfy(slice -> assertThat(
                            count(members, (slice.value() ? "" : "not ") + slice.attribute()))
                    .isEqualTo(slice.count()));
        }
    }

    private static int count(Map<String, boolean[]> slices, String name) {
        boolean[] members = requireNonNull(slices.get(name));
        int count = 0;
        for (boolean member : members) {
            count += member ? 1 : 0;
        }
        return count;
    }
}
