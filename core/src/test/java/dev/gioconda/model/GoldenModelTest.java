package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.golden.GoldenFiles;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.nn.Network;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.nn.StudyCnn;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Model versions of manifest formats 1 and 2 that lie in the test resources stay readable and give the answers they gave. {@link
 * #main} made them, the second with pictures from users in its manifest: a study-cnn of 16 x 16 whose weights follow a short pattern, so that a megabyte of them packs into
 * kilobytes. Never write it again in a later format; add a version in that format beside it.
 */
class GoldenModelTest {

    private static final String VERSION = "20261124-000000";
    private static final String SECOND = "20261126-000000"; // the same weights and card, format 2

    @TempDir
    private Path folder;

    /** Writes the version below the folder of the argument. */
    public static void main(String... arguments) throws IOException {
        make(Path.of(arguments[0]), SECOND); // format 1 is no longer written
    }

    private static Path make(Path models, String name) throws IOException {
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                "golden",
                name,
                "study-cnn",
                Output.SOFTMAX,
                new CropGeometry(25, 57, 128, 128, 16, 16, false),
                Normalization.RESCALE,
                false,
                List.of("Smiling", "Male"),
                "Smiling",
                new Manifest.ClassifierCalibration(1.25, 0.5, 0.05),
                Map.of("validation.accuracy", 0.5),
                new Manifest.DataSummary("synthetic", 0, 0, "00"),
                "network = \"study-cnn\"",
                "",
                List.of("0".repeat(64), "f".repeat(64)),
                Map.of());
        Path version = models.resolve("golden").resolve(name);
        ModelFiles.write(version, manifest, pattern(new StudyCnn(16, 16, 4)), ScalarType.Half, "# A golden model\n");
        return version;
    }

    /** Value i of a vector is {@code (7 i mod 17 - 8) / 16}, of a kernel {@code (7 i mod 17 - 8) / sqrt(8 fan-in)}; variances are 1. */
    private static Map<String, Tensor> pattern(Network network) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        network.state().forEach((name, tensor) -> {
            float[] values = new float[(int) tensor.numel()];
            double scale = tensor.dim() == 1 ? 16 : Math.sqrt(8.0 * values.length / tensor.size(0));
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("running_var") ? 1 : (float) ((7L * i % 17 - 8) / scale);
            }
            weights.put(name, Tensors.of(values, tensor.shape()));
        });
        return weights;
    }

    /** Stripes, so that every convolution has something to see. */
    private static Picture stripes(int step) {
        byte[] rgb = new byte[16 * 16 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * step % 256);
        }
        return new Picture(16, 16, rgb);
    }

    private static Path golden(String version) {
        return GoldenFiles.resource(GoldenModelTest.class, "/golden/" + version);
    }

    @Test
    void format_1_version_loads_and_gives_the_same_answers() throws Exception {
        Classifier classifier = Classifier.load(golden(VERSION));
        assertThat(classifier.manifest().format()).isEqualTo(1);
        assertThat(classifier.manifest().id()).isEqualTo("golden/" + VERSION);
        assertThat(classifier.manifest().feedback()).isEmpty();
        assertThat(classifier.manifest().attributes()).containsExactly("Smiling", "Male");
        List<Classifier.Prediction> answers = classifier.classify(List.of(stripes(3), stripes(29)));
        assertThat(answers.get(0).probability()).isCloseTo(0.431382, within(1e-4));
        assertThat(answers.get(1).probability()).isCloseTo(0.446123, within(1e-4));
    }

    @Test
    void format_2_version_lists_feedback_images() throws Exception {
        Manifest manifest = Classifier.load(golden(SECOND)).manifest();
        assertThat(manifest.format()).isEqualTo(2);
        assertThat(manifest.feedback()).containsExactly("0".repeat(64), "f".repeat(64));
    }

    @Test
    void weights_are_still_written_byte_for_byte() throws Exception {
        Path written = make(folder, SECOND);
        for (String file : List.of("weights.safetensors", "card.md")) {
            assertThat(Files.mismatch(written.resolve(file), golden(VERSION).resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }
}
