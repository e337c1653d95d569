package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every network against torchvision's definition of it, computed in float64 from the same deterministic weights. */
@ExtendWith(SingleThreadExtension.class)
@Tag("integration")
class GoldenParityTest {

    private static final int INPUT_SEED = 9999;
    private static final List<String> TABLE = new ArrayList<>();

    @SuppressWarnings("unused") // by @FieldSource
    private static final List<String> networks = BackboneSpec.NETWORKS.stream()
            .filter(network -> !network.equals("vgg19-16x")) // not one of torchvision
            .toList();

    @AfterAll
    static void print() {
        if (!TABLE.isEmpty()) {
            System.out.println(GoldenComparison.HEADER);
            TABLE.forEach(System.out::println);
        }
    }

    @ParameterizedTest
    @CsvSource({"seed1, 1", "seed2, 2", "seed9999, 9999"})
    void generator_draws_the_reference_numbers(String name, int seed) throws IOException {
        JsonNode expected = GoldenNumbers.read("rng.json").get(name);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(GoldenFillFixture.uniform(seed, i))
                    .isEqualTo((float) expected.get(i).asDouble());
        }
    }

    @ParameterizedTest
    @FieldSource("networks")
    void state_names_and_shapes_match_torchvision(String network) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.of(network).build(1000);
            assertThat(GoldenFillFixture.keys(backbone))
                    .map(GoldenFillFixture.Key::toString)
                    .containsExactlyElementsOf(keys(network).stream()
                            .map(GoldenFillFixture.Key::toString)
                            .toList());
            assertThat(backbone.parameterCount())
                    .isEqualTo(GoldenNumbers.read(network + ".keys.json")
                            .get("params")
                            .asLong());
        }
    }

    @ParameterizedTest
    @FieldSource("networks")
    void taps_and_logits_match_torchvision(String network) throws IOException {
        JsonNode golden = GoldenNumbers.read("forward.json").get(network);
        GoldenComparison comparison = new GoldenComparison();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Backbone backbone = BackboneSpec.of(network).build(1000);
            GoldenFillFixture.fill(backbone, keys(network));
            backbone.eval();
            Tensor x = GoldenFillFixture.tensor(INPUT_SEED, 0, 2, 1, 3, 64, 64); // [1, 3, h, w] in [-2, 2)
            Map<String, String> layers = new LinkedHashMap<>();
            golden.get("outputs").fieldNames().forEachRemaining(tap -> layers.put(tap, layer(tap)));
            layers.remove("logits");
            Map<String, Tensor> outputs = backbone.layerOutputs(x, layers.values());
            for (Map.Entry<String, String> tap : layers.entrySet()) {
                Tensor actual = Objects.requireNonNull(outputs.get(tap.getValue()));
                comparison.check(
                        network + " " + tap.getKey(),
                        actual,
                        golden.get("outputs").get(tap.getKey()));
            }
            Tensor logits = backbone.forward(x); // [1, 1000]
            JsonNode expected = golden.get("outputs").get("logits");
            comparison.check(network + " logits", logits, expected);
            assertThat(logits.argmax().item().toLong())
                    .isEqualTo(expected.get("argmax").asLong());
        }
        TABLE.add(comparison.row(network));
    }

    @Test
    void reference_taps_map_to_layer_names() {
        assertThat(layer("relu3_1")).isEqualTo("block3_conv1");
        assertThat(layer("bn1_pre_relu")).isEqualTo("bn1");
        assertThat(layer("features.12")).isEqualTo("features.12");
    }

    private static String layer(String tap) {
        return tap.matches("relu\\d_\\d")
                ? "block%s_conv%s".formatted(tap.charAt(4), tap.charAt(6))
                : tap.replace("_pre_relu", "");
    }

    private static List<GoldenFillFixture.Key> keys(String network) throws IOException {
        return GoldenFillFixture.keys(GoldenNumbers.file(network + ".keys.json"));
    }
}
