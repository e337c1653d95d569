package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Every tensor of face-api's archive against what TensorFlow.js reads: shape, sums and first values. */
class TfjsGoldenTest {

    private static final Path SHARED = Path.of(System.getProperty("gioconda.root", "."), "..", "shared");
    private static final Path ARCHIVE = SHARED.resolve("weights/vladmandic-face-api-1.7.15.tgz");
    private static final Path GOLDEN = SHARED.resolve("golden/faces/golden.json");

    @Test
    void archive_of_face_api_is_read_as_tensorflow_js_does() throws IOException {
        assumeTrue(Files.exists(ARCHIVE) && Files.exists(GOLDEN), "skipped: needs " + ARCHIVE);
        JsonNode models = new JsonMapper().readTree(GOLDEN.toFile()).path("weights");
        assertThat(models).hasSize(7);
        try (TfjsArchive file = TfjsArchive.open(ARCHIVE)) {
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, JsonNode> model : models.properties()) {
                for (JsonNode tensor : model.getValue()) {
                    String name = model.getKey() + "/" + tensor.path("name").asText();
                    names.add(name);
                    check(file, name, tensor);
                }
            }
            assertThat(file.shapes().keySet()).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    private static void check(TfjsArchive file, String name, JsonNode golden) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = file.read(name);
            float[] values = Tensors.floats(tensor);
            double sum = 0;
            double absolute = 0;
            for (float value : values) {
                sum += value;
                absolute += Math.abs(value);
            }
            double tolerance = 1e-7 * (1 + absolute); // eight significant digits
            assertThat(tensor.shape())
                    .as(name)
                    .isEqualTo(new JsonMapper().convertValue(golden.path("shape"), long[].class));
            assertThat(sum).as(name).isCloseTo(golden.path("sum").asDouble(), within(tolerance));
            assertThat(absolute).as(name).isCloseTo(golden.path("abs").asDouble(), within(tolerance));
            for (int i = 0; i < golden.path("first").size(); i++) {
                double first = golden.path("first").path(i).asDouble();
                assertThat((double) values[i]).as(name).isCloseTo(first, within(1e-7 * (1 + Math.abs(first))));
            }
        }
    }
}
