package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedOutputsTest {

    private static Map<String, Tensor> copy(TrainingState state) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        state.network().state().forEach((name, weight) -> weights.put(name, weight.clone()));
        return weights;
    }

    private static Tensor weight(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private static boolean equal(Tensor a, Tensor b) {
        return a.equal(b);
    }

    @ParameterizedTest
    @CsvSource({"compact, head, 1", "study-cnn, dense, 2"})
    void shared_outputs_keep_their_weights(String network, String layer, int rows) throws IOException {
        Recipe recipe = Recipes.read(network, List.of("target=B", "input.columns=32", "input.rows=32"));
        Map<String, Tensor> old = copy(new Trainer(recipe, List.of("A", "B")).start(2));
        Recipe seven =
                Recipes.read(network, List.of("target=B", "input.columns=32", "input.rows=32", "training.seed=7"));
        Map<String, Tensor> other = copy(new Trainer(seven, List.of("B", "C")).startFrom(List.of("A", "B"), old));
        for (String name : old.keySet()) {
            Tensor before = weight(old, name);
            Tensor after = weight(other, name);
            if (!name.startsWith(layer + ".")) {
                assertThat(equal(before, after)).as(name).isTrue();
                continue;
            }
            for (int row = 0; row < rows; row++) {
                assertThat(equal(after.select(0, row), before.select(0, rows + row)))
                        .as("%s of B", name)
                        .isTrue();
            }
        }
        assertThat(equal(
                        weight(other, layer + ".weight").select(0, rows),
                        weight(old, layer + ".weight").select(0, rows)))
                .as("the random weights of C")
                .isFalse();
    }
}
