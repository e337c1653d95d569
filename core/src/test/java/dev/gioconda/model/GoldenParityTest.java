package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every network against torchvision's definition of it, computed in float64 from the same deterministic weights. */
class GoldenParityTest {

    private static final Path GOLDEN = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "golden");
    private static final double L2_TOLERANCE = 1e-3; // relative
    private static final double VALUE_TOLERANCE = 2e-3; // of the values' root mean square
    private static final int INPUT_SEED = 9999;
    private static final List<String> TABLE = new ArrayList<>();

    @SuppressWarnings("unused") // by @FieldSource
    private static final List<String> networks = BackboneSpec.NETWORKS;

    @BeforeAll
    static void find() {
        assumeTrue(Files.isDirectory(GOLDEN), "skipped: needs the reference values in " + GOLDEN);
    }

    @AfterAll
    static void print() {
        if (!TABLE.isEmpty()) {
            System.out.printf("%-16s %5s %12s %28s%n", "network", "taps", "worst l2", "worst value in tolerances");
            TABLE.forEach(System.out::println);
        }
    }

    @ParameterizedTest
    @CsvSource({"seed1, 1", "seed2, 2", "seed9999, 9999"})
    void theGeneratorDrawsTheReferencesNumbers(String name, int seed) throws IOException {
        JsonNode expected = read("rng.json").get(name);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(GoldenFill.uniform(seed, i))
                    .isEqualTo((float) expected.get(i).asDouble());
        }
    }

    @ParameterizedTest
    @FieldSource("networks")
    void stateNamesAndShapesAreTorchvisionsInItsOrder(String network) throws IOException {
        List<GoldenFill.Key> keys = keys(network);
        List<String> expected = new ArrayList<>(); // as state() has them: parameters first, then buffers
        keys.stream().filter(key -> !key.isBuffer()).forEach(key -> expected.add(key.toString()));
        keys.stream().filter(GoldenFill.Key::isBuffer).forEach(key -> expected.add(key.toString()));
        try (PointerScope scope = new PointerScope()) {
            Backbone backbone = BackboneSpec.of(network).build(1000);
            List<String> names = new ArrayList<>();
            backbone.state().forEach((name, tensor) -> names.add(new GoldenFill.Key(name, tensor.shape()).toString()));
            assertThat(names).containsExactlyElementsOf(expected);
            assertThat(backbone.parameterCount())
                    .isEqualTo(read(network + ".keys.json").get("params").asLong());
        }
    }

    @ParameterizedTest
    @FieldSource("networks")
    void tapsAndLogitsAreTorchvisions(String network) throws IOException {
        JsonNode golden = read("forward.json").get(network);
        double[] worst = new double[2];
        int taps = 0;
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Backbone backbone = BackboneSpec.of(network).build(1000);
            GoldenFill.fill(backbone, keys(network));
            backbone.eval();
            Tensor x = GoldenFill.tensor(INPUT_SEED, 0, 2, 1, 3, 64, 64); // [1, 3, h, w] in [-2, 2)
            Map<String, String> layers = new LinkedHashMap<>();
            golden.get("outputs").fieldNames().forEachRemaining(tap -> layers.put(tap, layer(tap)));
            layers.remove("logits");
            Map<String, Tensor> outputs = backbone.taps(x, layers.values());
            for (Map.Entry<String, String> tap : layers.entrySet()) {
                Tensor ours = Objects.requireNonNull(outputs.get(tap.getValue()));
                compare(
                        network + " " + tap.getKey(),
                        ours,
                        golden.get("outputs").get(tap.getKey()),
                        worst);
                taps++;
            }
            Tensor logits = backbone.forward(x); // [1, 1000]
            JsonNode expected = golden.get("outputs").get("logits");
            compare(network + " logits", logits, expected, worst);
            assertThat(logits.argmax().item().toLong())
                    .isEqualTo(expected.get("argmax").asLong());
        }
        TABLE.add(String.format(Locale.ROOT, "%-16s %5d %12.1e %28.4f", network, taps + 1, worst[0], worst[1]));
    }

    @Test
    void aTapOfTheReferenceIsALayerOfOurs() {
        assertThat(layer("relu3_1")).isEqualTo("block3_conv1");
        assertThat(layer("bn1_pre_relu")).isEqualTo("bn1");
        assertThat(layer("features.12")).isEqualTo("features.12");
    }

    private static String layer(String tap) {
        return tap.matches("relu\\d_\\d")
                ? "block%s_conv%s".formatted(tap.charAt(4), tap.charAt(6))
                : tap.replace("_pre_relu", "");
    }

    private static void compare(String what, Tensor ours, JsonNode golden, double[] worst) {
        float[] values = Tensors.floats(ours);
        assertThat(values.length).as(what).isEqualTo(golden.get("n").asInt());
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double l2 = golden.get("l2").asDouble();
        double relative = Math.abs(Math.sqrt(squares) - l2) / l2;
        assertThat(relative).as("%s, l2", what).isLessThan(L2_TOLERANCE);
        worst[0] = Math.max(worst[0], relative);

        double tolerance = VALUE_TOLERANCE * l2 / Math.sqrt(values.length);
        assertThat(sum / values.length)
                .as("%s, mean", what)
                .isCloseTo(golden.get("mean").asDouble(), within(tolerance));
        JsonNode first = golden.has("first8") ? golden.get("first8") : golden.get("first");
        JsonNode last = golden.get("last");
        for (int i = 0; i < first.size() + last.size(); i++) {
            boolean front = i < first.size();
            int at = front ? i : values.length - last.size() + i - first.size();
            double expected = (front ? first.get(i) : last.get(i - first.size())).asDouble();
            assertThat((double) values[at]).as("%s, value %d", what, at).isCloseTo(expected, within(tolerance));
            worst[1] = Math.max(worst[1], Math.abs(values[at] - expected) / tolerance);
        }
    }

    private static List<GoldenFill.Key> keys(String network) throws IOException {
        return GoldenFill.keys(GOLDEN.resolve(network + ".keys.json"));
    }

    private static JsonNode read(String name) throws IOException {
        return new ObjectMapper().readTree(GOLDEN.resolve(name).toFile());
    }
}
