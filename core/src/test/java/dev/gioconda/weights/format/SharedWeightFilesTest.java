package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.fetch.WeightCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other projects, read with the values that PyTorch and h5py give; skipped where the files are missing. */
@Tag("integration")
class SharedWeightFilesTest {

    static final Path FILES = Path.of(System.getProperty("gioconda.root", "."), "../shared/weights");

    @BeforeEach
    void files_are_here() {
        assumeTrue(Files.isDirectory(FILES), "The weight files of shared/weights are not here.");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "shared-weights.tsv", delimiter = '\t')
    void every_tensor_is_read_with_its_values(String name, int tensors, long values, double absoluteSum)
            throws IOException {
        try (WeightFile file = WeightFile.open(FILES.resolve(name))) {
            assertThat(file.shapes()).hasSize(tensors);
            long count = 0;
            double sum = 0;
            for (String tensor : file.shapes().keySet()) {
                if (file.type(tensor) == ScalarType.Float) {
                    float[] numbers = Tensors.floats(file.read(tensor));
                    count += numbers.length;
                    for (float number : numbers) {
                        sum += Math.abs((double) number);
                    }
                }
            }
            assertThat(count).isEqualTo(values);
            assertThat(sum).isCloseTo(absoluteSum, within(1e-6 + 1e-9 * absoluteSum));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "torchscript_refuse_me_silero_vad.jit,is TorchScript",
        "squeezenet_deep_compression.net,the first are 4e 36 00 00",
        "yunet_n_640_640.onnx,is a whole network (ONNX)",
        "MobileFaceNet_foamliu.onnx,is a whole network (ONNX)",
        "npm-mediapipe/face_landmark_468.tflite,is a whole network (TFLITE)",
        "npm-mediapipe/selfie_segmentation.tflite,is a whole network (TFLITE)",
        "npm-mediapipe/face_detection_short_range.tflite,is a whole network (TFLITE)",
        "npm-mediapipe/face_detection_full_range.tflite,is a whole network (TFLITE)",
        "magenta_tflite/style_predict_quantized_256.tflite,is a whole network (TFLITE)",
        "magenta_tflite/style_transfer_f16_384.tflite,is a whole network (TFLITE)"
    })
    void what_is_not_read_is_named_in_a_sentence(String name, String message) {
        assertThatThrownBy(() -> WeightFile.open(FILES.resolve(name)).close())
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void every_face_model_is_in_the_catalog() throws IOException {
        for (String name : new String[] {
            "yunet_n_640_640.onnx",
            "MobileFaceNet_foamliu.onnx",
            "mobilefacenet_foamliu.pt",
            "vladmandic-face-api-1.7.15.tgz",
            "npm-mediapipe/face_landmark_468.tflite",
            "npm-mediapipe/selfie_segmentation.tflite",
            "squeezenet_notop.h5"
        }) {
            Path file = FILES.resolve(name);
            assertThat(WeightCatalog.official().withContentOf(file)).as(name).hasValueSatisfying(official -> assertThat(
                            official.name())
                    .isEqualTo(String.valueOf(file.getFileName())));
        }
    }

    @Test
    void keras_squeezenet_equals_its_conversion() throws IOException {
        Map<String, Tensor> keras =
                OfficialWeights.read(FILES.resolve("squeezenet_notop.h5"), "squeezenet1_1", name -> true);
        Map<String, Tensor> converted =
                OfficialWeights.read(FILES.resolve("squeezenet1_1.safetensors"), "squeezenet1_1", name -> true);
        assertThat(keras).hasSize(50).containsOnlyKeys(converted.keySet());
        for (Map.Entry<String, Tensor> entry : keras.entrySet()) {
            if (!entry.getKey().startsWith("features.0.")) { // the pixels' normalization is folded into that layer
                Tensor other = Objects.requireNonNull(converted.get(entry.getKey()));
                assertThat(entry.getValue().equal(other)).as(entry.getKey()).isTrue();
            }
        }
    }
}
