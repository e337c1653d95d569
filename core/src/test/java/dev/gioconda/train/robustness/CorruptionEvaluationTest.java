package dev.gioconda.train.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.image.corruption.Corruption;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration") // 31 evaluations of a few pictures
class CorruptionEvaluationTest {

    @Test
    void every_kind_and_strength_is_evaluated() throws IOException {
        Dataset set = Datasets.open("synthetic");
        List<Example> examples = Example.photographs(set.examples().subList(0, 8));
        List<CorruptionResult> heard = new ArrayList<>();
        CorruptionEvaluation evaluation =
                new CorruptionEvaluation(Classifier.load(LocalModels.embedded()), set, examples);
        List<CorruptionResult> results = evaluation.run(heard::add);
        assertThat(heard).isEqualTo(results);
        assertThat(results).hasSize(1 + 5 * Corruption.values().length);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.count()).isEqualTo(8);
            assertThat(result.correct()).isLessThanOrEqualTo(result.found());
        });
        assertThat(results.get(0).corruption()).isNull();
        assertThat(results.get(0).found()).isEqualTo(8);
        assertThat(evaluation.run(result -> {})).isEqualTo(results); // the noise is a function of the name
    }
}
